package io.ciderstream.tests.console;

import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import io.ciderstream.servers.Installation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** axe-core, which finds what keeps people from using a page. */
final class Axe {
  private static final String VERSION = "4.10.3";
  private static final String RUN =
      """
      const done = arguments[arguments.length - 1];
      axe.run(document, { resultTypes: ['violations'], ...arguments[0] }).then((result) => done(
          result.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.map((n) => n.html).join(' ')}`)));
      """;

  private final String script;

  private Axe(String script) {
    this.script = script;
  }

  /** Takes it from the cider home, where npm puts it first; aborts the test if npm cannot. */
  static Axe load() throws IOException {
    Path home = Path.of(System.getProperty("cider.home"), "axe-core-" + VERSION);
    Path folder;
    try {
      folder = Installation.folder(home, Axe::download);
    } catch (IOException e) {
      return abort("npm cannot provide axe-core: " + e.getMessage());
    }
    return new Axe(Files.readString(folder.resolve("package/axe.min.js")));
  }

  private static void download(Path folder) throws IOException {
    run(folder, "npm", "pack", "--silent", "axe-core@" + VERSION);
    run(folder, "tar", "-xzf", "axe-core-" + VERSION + ".tgz", "package/axe.min.js");
  }

  private static void run(Path folder, String... command) throws IOException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(String.join(" ", command) + " failed: " + output);
    }
  }

  /** What it finds in the page as it is now, one line each. */
  JsonNode violations(Browser browser) {
    return run(browser, Map.of());
  }

  /** The same about contrast only, which is all that other colours change. */
  JsonNode contrasts(Browser browser) {
    return run(browser, Map.of("runOnly", List.of("color-contrast")));
  }

  private JsonNode run(Browser browser, Map<String, ?> options) {
    browser.run("if (!window.axe) { " + script + " }");
    return browser.runAsync(RUN, options);
  }
}
