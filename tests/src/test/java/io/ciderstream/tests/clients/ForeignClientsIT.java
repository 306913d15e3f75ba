package io.ciderstream.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import io.ciderstream.cli.doctor.SystemChecks;
import io.ciderstream.cli.settings.Settings;
import io.ciderstream.cli.settings.SettingsLoader;
import io.ciderstream.cli.system.LocalSystem;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.servers.Installation;
import io.ciderstream.servers.PythonEnvironment;
import io.ciderstream.servers.ServerHome;
import io.ciderstream.servers.machine.Finding;
import io.ciderstream.servers.machine.Verdict;
import io.ciderstream.tests.system.Kcat;
import io.ciderstream.tests.system.Scenes;
import io.ciderstream.tests.system.TestSettings;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.ResourceLockTarget;

/**
 * Runs the examples against one whole system, several at once, and checks what that system reports
 * about itself.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(
    value = ForeignClientsIT.SYSTEM,
    mode = ResourceAccessMode.READ,
    target = ResourceLockTarget.CHILDREN)
class ForeignClientsIT {
  /** Held alone by a test that other tests would disturb. */
  static final String SYSTEM = "system";

  private static final Path EXAMPLES = Path.of("..", "examples").toAbsolutePath().normalize();
  private static final int SIDE = 800;
  private static final Duration AWAIT_TIMEOUT = Duration.ofSeconds(60);

  @TempDir private static Path folder;
  private static Wiring wiring;
  private static LocalSystem system;

  @BeforeAll
  static void start() throws InterruptedException {
    Settings settings =
        SettingsLoader.load(
            folder.resolve("none"), Map.of(), TestSettings.in(folder.resolve("data")));
    wiring = new Wiring(settings);
    system = LocalSystem.start(wiring, text -> {});
  }

  @AfterAll
  static void stop() {
    wiring.close();
    system.close();
  }

  @Test
  void shouldServeKcat() throws Exception {
    Map<String, String> environment = Kcat.find(bootstrap()).environment();
    String output =
        Program.run(
            EXAMPLES.resolve("kcat"),
            environment,
            List.of("bash", "find.sh", bootstrap(), large(1)));
    assertThat(output)
        .contains("found kcat-")
        .contains("\"shop\":\"north\"")
        .contains("\"verified\":true");
  }

  @Test
  void shouldServePython() throws Exception {
    List<String> packages = Files.readAllLines(EXAMPLES.resolve("python/requirements.txt"));
    String python =
        PythonEnvironment.of(ServerHome.fromSystemProperty(), "python-client", packages)
            .program("python");
    Path checkout = folder.resolve("python");
    Path installed = folder.resolve("installed");
    Map<String, String> path = Map.of("PYTHONPATH", installed.toString());
    Program.run(
        folder,
        Map.of(),
        List.of("cp", "-r", EXAMPLES.resolve("python").toString(), checkout.toString()));
    Program.run(
        checkout,
        Map.of(),
        List.of(
            python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-index",
            "--no-deps",
            "--no-build-isolation",
            "--target",
            installed.toString(),
            "."));
    Files.move(checkout.resolve("cider_stream"), checkout.resolve("not_on_the_path"));

    Program.run(checkout, path, List.of(python, "-m", "unittest", "discover", "-s", "tests"));
    String output = Program.run(checkout, path, List.of(python, "find.py", bootstrap(), large(2)));
    assertThat(output)
        .contains("found python-")
        .contains("rejected with IMAGE_UNKNOWN")
        .contains("one of each shop: ['north', 'south']")
        .containsPattern("[1-9][0-9]* inliers python-\\S+ \\{.*'shop': 'north'");
  }

  @Test
  void shouldServeNode() throws Exception {
    requireNode();
    Path modules =
        Installation.folder(
            ServerHome.fromSystemProperty().path().resolve("node-clients"),
            ForeignClientsIT::installNodeModules);
    Path home = Files.createDirectories(folder.resolve("node"));
    Files.createSymbolicLink(home.resolve("node_modules"), modules.resolve("node_modules"));
    Files.copy(EXAMPLES.resolve("node/find.mjs"), home.resolve("find.mjs"));
    String output =
        Program.run(home, Map.of(), List.of("node", "find.mjs", bootstrap(), picture(3)));
    assertThat(output)
        .contains("found node-")
        .containsPattern("[1-9][0-9]* inliers node-\\S+ \\{\"shop\":\"north\"}");
  }

  private static void installNodeModules(Path folder) throws IOException {
    Files.copy(EXAMPLES.resolve("node/package.json"), folder.resolve("package.json"));
    try {
      Program.run(folder, Map.of(), List.of("npm", "install", "--no-audit", "--no-fund"));
    } catch (InterruptedException e) {
      throw new IOException("interrupted while npm installs", e);
    }
  }

  private static void requireNode() throws InterruptedException {
    try {
      new ProcessBuilder("node", "--version").start().waitFor();
      new ProcessBuilder("npm", "--version").start().waitFor();
    } catch (IOException e) {
      abort("node and npm are not on the PATH, so the Node example was not run: " + e.getMessage());
    }
  }

  @Test
  void shouldServeJava() throws Exception {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-proc:none",
                EXAMPLES.resolve("java/Find.java").toString());
    assertThat(result).isZero();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      loader
          .loadClass("Find")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[] {bootstrap(), registry(), picture(4)});
    }
  }

  @Test
  @ResourceLock(SYSTEM)
  void shouldTellHowItIs() throws Exception {
    await()
        .atMost(AWAIT_TIMEOUT)
        .untilAsserted(
            () ->
                assertThat(get("/ready"))
                    .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(200)));
    assertThat(get("/health").statusCode()).isEqualTo(200);
    shouldServeJava(); // so that there is something to count, whatever ran before
    await()
        .atMost(AWAIT_TIMEOUT)
        .untilAsserted(
            () ->
                assertThat(get("/metrics").body())
                    .containsPattern(
                        "cider_records_total\\{code=\"\",outcome=\"embedded\",role=\"embedder\"\\} [1-9]")
                    .containsPattern(
                        "cider_records_total\\{code=\"OK\",outcome=\"replied\",role=\"searcher\"\\} [1-9]")
                    .containsPattern("cider_sink_sent_records_total [1-9]")
                    .containsPattern("cider_sink_tasks [1-9]")
                    .containsPattern("cider_sink_rows_upserted_rows_total\\{[^}]*\\} [1-9]")
                    .contains("cider_sink_newest_age_seconds{")
                    .containsPattern("cider_topic_end_offset\\{topic=\"images\"\\} [1-9]")
                    .containsPattern("cider_lag_records\\{role=\"sink\"\\} [0-9]")
                    .contains("cider_index_up 1.0")
                    .contains("cider_broker_up 1.0")
                    .containsPattern("cider_index_rows [0-9]"));
  }

  @Test
  @ResourceLock(SYSTEM)
  void shouldPassTheDoctor() {
    List<Finding> findings = new SystemChecks(wiring).run();
    assertThat(findings)
        .hasSize(8)
        .allSatisfy(finding -> assertThat(finding.verdict()).isEqualTo(Verdict.OK));
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    String port = wiring.settings().text("metrics.port");
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + port + path);
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
  }

  private static String picture(int number) throws IOException {
    return Files.write(folder.resolve(Scenes.name(number)), Scenes.jpeg(number)).toString();
  }

  /** Writes a picture of more bytes than librdkafka sends by default. */
  private static String large(int seed) throws IOException {
    BufferedImage noise = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    int[] pixels = new Random(seed).ints((long) SIDE * SIDE).toArray();
    noise.setRGB(0, 0, SIDE, SIDE, pixels, 0, SIDE);
    Path file = folder.resolve("large-" + seed + ".png");
    ImageIO.write(noise, "png", file.toFile());
    assertThat(file).satisfies(png -> assertThat(Files.size(png)).isGreaterThan(1_500_000));
    return file.toString();
  }

  private static String bootstrap() {
    return wiring.kafka().bootstrap();
  }

  private static String registry() {
    return wiring.settings().text("registry.url");
  }
}
