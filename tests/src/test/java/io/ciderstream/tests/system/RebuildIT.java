package io.ciderstream.tests.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ciderstream.cli.client.Ingestion;
import io.ciderstream.cli.command.RebuildCommand;
import io.ciderstream.cli.settings.SettingsLoader;
import io.ciderstream.cli.system.LocalSystem;
import io.ciderstream.cli.system.Roles;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.embedding.OnnxEmbedder;
import io.ciderstream.embedding.files.PictureFiles;
import io.ciderstream.index.CollectionName;
import io.ciderstream.index.search.MilvusIndexSearch;
import io.ciderstream.monitoring.Monitoring;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RebuildIT {
  private static final int SCENES = 40;
  private static final Duration AWAIT_TIMEOUT = Duration.ofSeconds(90);

  @TempDir private static Path folder;
  private static List<String> settings;
  private static Path negated;
  private static Wiring wiring;
  private static LocalSystem system;

  @BeforeAll
  static void ingestScenes() throws IOException, InterruptedException {
    negated = NegatedModel.writeTo(folder);
    Path pictures = Scenes.folder(folder.resolve("pictures"), SCENES);
    settings = new ArrayList<>(TestSettings.in(folder.resolve("data")));
    settings.addAll(
        List.of(
            "model.next.file=" + negated,
            "index.alias.recheck.ms=500",
            "index.rpc.deadline.ms=20000"));
    wiring = wiring(Map.of());
    system = LocalSystem.start(wiring, message -> {});
    new Ingestion(wiring.kafka(), wiring.topics(), wiring::descriptor, wiring.index())
        .run(pictures, PictureFiles.below(pictures), (done, all) -> {}, text -> {});
  }

  @AfterAll
  static void stop() {
    wiring.close();
    system.close();
  }

  private static Wiring wiring(Map<String, String> after) {
    List<String> all = new ArrayList<>(settings);
    after.forEach((name, value) -> all.add(name + "=" + value));
    return new Wiring(SettingsLoader.load(folder.resolve("none"), Map.of(), all));
  }

  @Test
  void shouldChangeTheModelUnderLoadAndLeaveNothingOfWhatIsAborted() throws Exception {
    Set<String> topics = topics();
    kill(begun("--model", negated.toString()), "filling");
    assertThat(rebuild("--abort")).contains("is removed");
    assertThat(wiring.admin().collections()).hasSize(1);
    assertThat(topics()).as("topics").isEqualTo(topics);

    try (LiveLoad load = LiveLoad.start(wiring, SCENES)) {
      kill(begun("--model", negated.toString(), "--searchers-ready"), "filling");
      String said = rebuild("--model", negated.toString(), "--searchers-ready", "--exit");
      assertThat(said)
          .contains("connect.index=images_2", "topics.descriptors=descriptors-2", "model.file=");
      CollectionName served = wiring.admin().target().orElseThrow();
      assertThat(served.index()).isEqualTo("images_2");
      load.awaitReplyOf(served.modelHash(), AWAIT_TIMEOUT);
      load.stopChanging();

      Map<String, String> after =
          Map.of(
              "connect.index", "images_2",
              "topics.descriptors", "descriptors-2",
              "model.file", negated.toString(),
              "model.next.file", "",
              "connect.listener", "http://127.0.0.1:0",
              "embedder.reuse.bytes", "0",
              "metrics.port", "");
      try (Wiring next = wiring(after);
          Monitoring monitoring = next.monitoring();
          OnnxEmbedder model = new Roles(next, monitoring).model();
          AutoCloseable embedder = new Roles(next, monitoring).embedder(model);
          AutoCloseable sink = new Roles(next, monitoring).connect()) {
        await()
            .atMost(AWAIT_TIMEOUT)
            .untilAsserted(() -> assertThat(ids(next)).isEqualTo(load.expectedIds()));
        assertThat(rebuild("--drop-old")).contains("images__");
        assertThat(wiring.admin().collections()).containsExactly(served);
        load.awaitMore(20, AWAIT_TIMEOUT);
      }
      assertThat(load.failed()).as("replies that are not OK").isEmpty();
      assertThat(load.mixed()).as("pictures that did not find themselves first").isEmpty();
      assertThat(load.models()).as("both were served").hasSize(2);
    }
  }

  private static Set<String> ids(Wiring next) {
    Set<String> ids = new TreeSet<>();
    ((MilvusIndexSearch) next.index()).scan(row -> ids.add(row.id().value()));
    return ids;
  }

  private static Set<String> topics() throws Exception {
    try (Admin admin = wiring.kafka().admin()) {
      return admin.listTopics().names().get();
    }
  }

  /** Runs the command in this process, and returns what it prints. */
  private static String rebuild(String... arguments) {
    StringWriter text = new StringWriter();
    PrintWriter writer = new PrintWriter(text);
    int code =
        new CommandLine(new RebuildCommand())
            .setOut(writer)
            .setErr(writer)
            .execute(withSettings(arguments).toArray(String[]::new));
    assertThat(code).as(text.toString()).isZero();
    return text.toString();
  }

  private static List<String> withSettings(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    settings.forEach(setting -> all.addAll(List.of("--set", setting)));
    return all;
  }

  private static Process begun(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Dcider.home=" + System.getProperty("cider.home"));
    command.add("-Dlog4j2.configurationFile=log4j2-off.xml");
    // ONNX Runtime 1.29 overflows its stack on a command line of 20 KB
    Path classPath = folder.resolve("class-path");
    Files.writeString(classPath, "-cp " + System.getProperty("java.class.path"));
    command.addAll(List.of("@" + classPath, "io.ciderstream.cli.Main", "rebuild"));
    command.addAll(withSettings(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** Kills the command once its collection exists. */
  private static void kill(Process command, String sign) throws Exception {
    StringBuilder output = new StringBuilder();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(command.getInputStream(), StandardCharsets.UTF_8));
    String line = lines.readLine();
    while (line != null && !line.contains(sign)) {
      output.append(line).append('\n');
      line = lines.readLine();
    }
    assertThat(line).as("the command printed: %s", output).isNotNull();
    await().atMost(AWAIT_TIMEOUT).until(() -> wiring.admin().collections().size() > 1);
    command.destroyForcibly().waitFor();
  }
}
