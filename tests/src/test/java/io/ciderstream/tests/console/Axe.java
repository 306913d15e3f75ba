package io.ciderstream.tests.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** axe-core, which finds what keeps people from using a page. */
final class Axe {
  private static final String VERSION = "4.10.3";
  private static final String SHA512 =
      "Xm7bpRXnDSX2YE2YFfBk2FnF0ep6tmG7xPh8iHee8MIcrgq762Nkce856dYtJYLkuIoYZvGfTs/PbZhideTcEg==";
  private static final URI TARBALL =
      URI.create("https://registry.npmjs.org/axe-core/-/axe-core-%s.tgz".formatted(VERSION));
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

  /** Takes it from the cider home, or from npm's registry; else gives up. */
  static Axe load() throws IOException, InterruptedException {
    Path home = Path.of(System.getProperty("cider.home"), "axe-core-" + VERSION);
    Path script = home.resolve("package/axe.min.js");
    if (!Files.exists(script)) {
      Files.createDirectories(home);
      Path tarball = Files.write(home.resolve("axe-core.tgz"), download());
      new ProcessBuilder("tar", "-xzf", tarball.toString(), "package/axe.min.js")
          .directory(home.toFile())
          .inheritIO()
          .start()
          .waitFor();
      Files.delete(tarball);
    }
    return new Axe(Files.readString(script));
  }

  private static byte[] download() throws InterruptedException {
    try {
      byte[] tarball =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(TARBALL).build(), HttpResponse.BodyHandlers.ofByteArray())
              .body();
      byte[] sum = MessageDigest.getInstance("SHA-512").digest(tarball);
      assertThat(Base64.getEncoder().encodeToString(sum)).isEqualTo(SHA512);
      return tarball;
    } catch (IOException e) {
      return abort("axe-core cannot be downloaded: " + e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
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
