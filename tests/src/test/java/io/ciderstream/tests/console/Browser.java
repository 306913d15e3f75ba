package io.ciderstream.tests.console;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Controls a page in a browser by the WebDriver protocol. */
final class Browser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration AWAIT_TIMEOUT = Duration.ofSeconds(60);

  /** Drops a file, given in Base64, on an element. */
  private static final String DROP =
      """
      const bytes = Uint8Array.from(atob(arguments[1]), (c) => c.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], arguments[2], { type: 'image/jpeg' }));
      document.querySelector(arguments[0]).dispatchEvent(
          new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
      """;

  private final HttpClient http = HttpClient.newHttpClient();
  private final String session;

  Browser(Chromium chromium) {
    Map<String, Object> options =
        Map.of(
            "binary",
            chromium.program(),
            "args",
            List.of(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--window-size=1280,900"));
    String id =
        call(
                chromium.address() + "/session",
                Map.of(
                    "capabilities",
                    Map.of(
                        "alwaysMatch",
                        Map.of(
                            "goog:chromeOptions",
                            options,
                            "goog:loggingPrefs",
                            Map.of("browser", "WARNING")))))
            .get("sessionId")
            .textValue();
    session = chromium.address() + "/session/" + id;
  }

  private JsonNode call(String url, Map<String, ?> body) {
    try {
      return send(
          HttpRequest.newBuilder(URI.create(url))
              .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException {
    try {
      JsonNode value =
          JSON.readTree(http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()).body())
              .path("value");
      if (value.has("error")) {
        throw new IllegalStateException(value.path("message").asText());
      }
      return value;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  void open(String url) {
    call(session + "/url", Map.of("url", url));
  }

  /** Runs a script and returns its result. */
  JsonNode run(String script, Object... arguments) {
    return call(session + "/execute/sync", Map.of("script", script, "args", arguments));
  }

  /** Runs a script and returns what it passes to its last argument. */
  JsonNode runAsync(String script, Object... arguments) {
    return call(session + "/execute/async", Map.of("script", script, "args", arguments));
  }

  /** Waits until an expression is true. */
  void until(String expression, Object... arguments) {
    await(expression)
        .atMost(AWAIT_TIMEOUT)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> run("return Boolean(" + expression + ")", arguments).booleanValue());
  }

  /** Returns the text of the first element, which must be there. */
  String text(String selector) {
    return run("return document.querySelector(arguments[0]).textContent", selector).textValue();
  }

  /** Clicks with the mouse, so that a covered element cannot be clicked. */
  void click(String selector) {
    call(session + "/element/" + element(selector) + "/click", Map.of());
  }

  /** Types into a field, or sets the path of a file input. */
  void type(String selector, String text) {
    call(session + "/element/" + element(selector) + "/value", Map.of("text", text));
  }

  private String element(String selector) {
    return call(session + "/element", Map.of("using", "css selector", "value", selector))
        .elements()
        .next()
        .textValue();
  }

  /** Presses a key where the focus is. */
  void press(String key) {
    actions(
        Map.of(
            "type",
            "key",
            "id",
            "keys",
            "actions",
            List.of(
                Map.of("type", "keyDown", "value", key), Map.of("type", "keyUp", "value", key))));
  }

  /** Draws with the mouse between two points of an element, each as part of its size. */
  void drag(String selector, double x1, double y1, double x2, double y2) {
    JsonNode box =
        run(
            "const r = document.querySelector(arguments[0]).getBoundingClientRect();"
                + " return [r.left, r.top, r.width, r.height]",
            selector);
    actions(
        Map.of(
            "type",
            "pointer",
            "id",
            "mouse",
            "parameters",
            Map.of("pointerType", "mouse"),
            "actions",
            List.of(
                move(box, x1, y1),
                Map.of("type", "pointerDown", "button", 0),
                move(box, (x1 + x2) / 2, (y1 + y2) / 2),
                move(box, x2, y2),
                Map.of("type", "pointerUp", "button", 0))));
  }

  private static Map<String, Object> move(JsonNode box, double x, double y) {
    return Map.of(
        "type",
        "pointerMove",
        "duration",
        20,
        "x",
        Math.round(box.get(0).doubleValue() + x * box.get(2).doubleValue()),
        "y",
        Math.round(box.get(1).doubleValue() + y * box.get(3).doubleValue()));
  }

  private void actions(Map<String, Object> source) {
    call(session + "/actions", Map.of("actions", List.of(source)));
  }

  void drop(String selector, String name, byte[] content) {
    run(DROP, selector, Base64.getEncoder().encodeToString(content), name);
  }

  void size(int width, int height) {
    devTools(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  /** Sets {@code light} or {@code dark} colours and ends every transition. */
  void colours(String scheme) {
    devTools(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    finishAnimations();
  }

  /** Ends every finite animation. */
  void finishAnimations() {
    run(
        "document.getAnimations()"
            + ".filter((some) => some.effect.getComputedTiming().endTime !== Infinity)"
            + ".forEach((some) => some.finish())");
  }

  private void devTools(String command, Map<String, ?> parameters) {
    call(session + "/goog/cdp/execute", Map.of("cmd", command, "params", parameters));
  }

  /** Returns the warnings and errors of the page since the last call. */
  JsonNode complaints() {
    return call(session + "/se/log", Map.of("type", "browser"));
  }

  void screenshot(Path file) throws IOException {
    JsonNode png = send(HttpRequest.newBuilder(URI.create(session + "/screenshot")).GET());
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode(png.textValue()));
  }

  @Override
  public void close() {
    try {
      send(HttpRequest.newBuilder(URI.create(session)).DELETE());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
