package io.ciderstream.tests.console;

import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import io.ciderstream.servers.Installation;
import io.ciderstream.tests.install.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Checks a page for barriers with axe-core. */
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

  /** Reads axe-core from the cider home, where npm puts it first; skips the test if npm fails. */
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
    Commands.run(folder, List.of("npm", "pack", "--silent", "axe-core@" + VERSION));
    Commands.run(
        folder, List.of("tar", "-xzf", "axe-core-" + VERSION + ".tgz", "package/axe.min.js"));
  }

  /** Returns the violations in the page as it is now, one line each. */
  JsonNode violations(Browser browser) {
    return run(browser, Map.of());
  }

  /** Returns the violations of contrast, which is all that other colours change. */
  JsonNode contrasts(Browser browser) {
    return run(browser, Map.of("runOnly", List.of("color-contrast")));
  }

  private JsonNode run(Browser browser, Map<String, ?> options) {
    browser.run("if (!window.axe) { " + script + " }");
    return browser.runAsync(RUN, options);
  }
}
