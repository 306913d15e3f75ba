package io.ciderstream.tests.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ciderstream.cli.console.ConsoleRole;
import io.ciderstream.cli.settings.SettingsLoader;
import io.ciderstream.cli.system.LocalSystem;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.console.Console;
import io.ciderstream.tests.system.Scenes;
import io.ciderstream.tests.system.TestSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The console of a whole system with some pictures, in a browser. */
final class ConsolePage implements AutoCloseable {
  /** The name of a file to search with. */
  static final String NAME = "mine, with a name too long for the place it has.jpg";

  /** Whether matches are shown. */
  static final String MATCHES =
      "document.querySelector('#results').getAttribute('aria-busy') === 'false'"
          + " && document.querySelector('#results-title').textContent === 'Matches'"
          + " && document.querySelector('#grid .card')";

  private static final int SCENES = 8;
  private static final Duration AWAIT_TIMEOUT = Duration.ofSeconds(60);

  private final List<AutoCloseable> parts = new ArrayList<>();
  private final List<String> settings;
  private final Wiring wiring;
  private final Console console;
  private final Browser browser;
  private final Axe axe;

  private ConsolePage(Path folder) throws Exception {
    try {
      Chromium chromium = opened(Chromium.start());
      axe = Axe.load();
      browser = opened(new Browser(chromium));
      settings = TestSettings.in(folder);
      wiring = wiring(List.of("canary.interval.ms=1000", "searcher.recall.share=1"));
      opened(LocalSystem.start(wiring, text -> {}));
      opened(wiring);
      console = opened(ConsoleRole.start(wiring));
    } catch (Exception | Error e) {
      close();
      throw e;
    }
  }

  /** Starts everything and waits until the pictures are searchable. */
  static ConsolePage start(Path folder) throws Exception {
    ConsolePage page = new ConsolePage(folder);
    for (int i = 0; i < SCENES; i++) {
      String wait = i == SCENES - 1 ? "&wait=indexed" : "";
      assertThat(page.put(Scenes.name(i), Scenes.jpeg(i), "?meta.shape=odd" + wait).statusCode())
          .isLessThan(300);
    }
    await().atMost(AWAIT_TIMEOUT).until(() -> page.wiring.rows() == SCENES);
    return page;
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.addFirst(part);
    return part;
  }

  /** Returns what connects to the system, with other settings. */
  Wiring wiring(List<String> more) {
    List<String> all = new ArrayList<>(settings);
    all.addAll(more);
    return new Wiring(SettingsLoader.load(Path.of("none"), Map.of(), all));
  }

  Wiring wiring() {
    return wiring;
  }

  Browser browser() {
    return browser;
  }

  Axe axe() {
    return axe;
  }

  /** Returns the console's address, with a slash at its end. */
  String address() {
    return console.address();
  }

  /** Returns the header of a PNG of 100,000 by 100,000 pixels, which is rejected. */
  static byte[] tooLarge() {
    return HexFormat.of()
        .parseHex("89504e470d0a1a0a0000000d49484452000186a0000186a00806000000" + "00000000");
  }

  HttpResponse<String> put(String id, byte[] content, String query)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(address() + "v1/images/" + id + query))
            .PUT(HttpRequest.BodyPublishers.ofByteArray(content)));
  }

  void delete(String id) throws IOException, InterruptedException {
    assertThat(
            send(HttpRequest.newBuilder(URI.create(address() + "v1/images/" + id + "?wait=indexed"))
                    .DELETE())
                .statusCode())
        .isEqualTo(200);
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Leaves the last page. */
  void forget() {
    browser.open("about:blank");
    browser.size(1280, 900);
    browser.colours("light");
    browser.complaints();
  }

  /** Opens a view, such as {@code #add}, and waits until its events arrive. */
  void open(String view) {
    browser.open(address() + view);
    browser.until("document.querySelector('#pulse').dataset.state === 'on'");
  }

  void reload() {
    browser.run("window.old = true; location.reload()");
    browser.until("!window.old");
  }

  /** Searches with the file of a scene. */
  void searchWith(int scene) {
    browser.drop("#drop", NAME, Scenes.jpeg(scene));
    browser.until(MATCHES);
  }

  /** Returns the id of the first match. */
  String best() {
    return browser.run("return document.querySelector('#grid .card').dataset.id").textValue();
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable part : parts) {
      part.close();
    }
  }
}
