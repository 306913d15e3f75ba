package io.ciderstream.tests.console;

import io.ciderstream.cli.console.ConsoleRole;
import io.ciderstream.cli.samples.SampleSet;
import io.ciderstream.cli.settings.SettingsLoader;
import io.ciderstream.cli.system.LocalSystem;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.console.Console;
import io.ciderstream.tests.system.TestSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Makes the pictures of the documentation, from the bundled photographs, which are in the public
 * domain. Run with {@code -Dcider.screenshots=true}.
 */
@EnabledIfSystemProperty(named = "cider.screenshots", matches = "true")
class ScreenshotsIT {
  private static final Path IMAGES = Path.of("..", "docs", "images");
  private static final String SUBJECT = "brandenburg-gate.webp";

  /** The header of a PNG of 100,000 by 100,000 pixels. */
  private static final byte[] TOO_LARGE =
      HexFormat.of()
          .parseHex("89504e470d0a1a0a0000000d49484452000186a0000186a00806000000" + "00000000");

  private static final String SHOWN =
      "[...document.querySelectorAll('#grid .card img')].slice(0, 6)"
          + ".every((image) => image.complete && image.naturalWidth)";

  @TempDir private Path folder;
  private Console console;

  @Test
  void shouldShowTheConsole() throws Exception {
    Path samples = SampleSet.pictures(SampleSet.inHome());
    try (Wiring wiring =
            new Wiring(
                SettingsLoader.load(
                    folder.resolve("none"), Map.of(), TestSettings.in(folder.resolve("data"))));
        LocalSystem system = LocalSystem.start(wiring, text -> {});
        Console started = ConsoleRole.start(wiring);
        Chromium chromium = Chromium.start();
        Browser browser = new Browser(chromium)) {
      console = started;
      browser.size(1200, 780);
      browser.open(console.address());
      browser.until("document.querySelector('#pulse').dataset.state === 'on'");
      browser.until("!document.querySelector('#empty').hidden");
      save(browser, "console-empty");

      fill(samples);
      browser.open(console.address());
      browser.until("document.querySelectorAll('#grid .card').length > 10");
      browser.drop("#drop", SUBJECT, Files.readAllBytes(samples.resolve(SUBJECT)));
      browser.until("document.querySelector('#grid .card rect')");
      browser.until(SHOWN);
      save(browser, "console-results");
      browser.click("#grid .card:nth-child(2) [aria-label^=Details]");
      browser.until(
          "[...document.querySelectorAll('#detail img')].every((image) => image.naturalWidth)");
      save(browser, "console-compare");
      browser.press("\uE00C");
      browser.size(390, 844);
      browser.run("document.querySelector('#options').open = false; scrollTo(0, 0)");
      browser.until(SHOWN);
      save(browser, "console-telephone");

      browser.size(1200, 960);
      browser.run("location.hash = 'activity'");
      browser.until("document.querySelectorAll('#letters tr').length > 1");
      browser.until("document.querySelector('.chart canvas')");
      save(browser, "console-activity");
      browser.run("location.hash = 'system'");
      browser.until("document.querySelectorAll('.finding').length > 5");
      save(browser, "console-system");
    }
  }

  private static void save(Browser browser, String name) throws IOException {
    browser.finishAnimations();
    browser.screenshot(IMAGES.resolve(name + ".png"));
  }

  private void fill(Path samples) throws Exception {
    List<Path> files;
    try (var some = Files.list(samples)) {
      files = some.filter(file -> file.toString().endsWith(".webp")).sorted().toList();
    }
    put(SUBJECT, Files.readAllBytes(samples.resolve(SUBJECT)), "?wait=indexed&meta.city=Berlin");
    for (Path file : files) {
      String name = file.getFileName().toString();
      if (!name.equals(SUBJECT)) {
        put(name, Files.readAllBytes(file), "?meta.kind=monument");
      }
    }
    byte[] jpeg = Files.readAllBytes(samples.resolve("taj-mahal.webp"));
    put("torn.webp", java.util.Arrays.copyOf(jpeg, jpeg.length / 2), "");
    put("poster.png", TOO_LARGE, "");
    put("notes.txt", "no picture at all".getBytes(StandardCharsets.UTF_8), "");
    put("zzz.webp", jpeg, "?wait=indexed");
    put("zzz.webp", jpeg, "?wait=indexed");
  }

  private void put(String id, byte[] content, String query)
      throws IOException, InterruptedException {
    HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(console.address() + "v1/images/" + id + query))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(content))
                .build(),
            HttpResponse.BodyHandlers.discarding());
  }
}
