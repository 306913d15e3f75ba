package io.ciderstream.tests.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ciderstream.cli.client.Ingestion;
import io.ciderstream.cli.command.RebuildCommand;
import io.ciderstream.cli.command.VerifyCommand;
import io.ciderstream.cli.settings.SettingsLoader;
import io.ciderstream.cli.system.LocalSystem;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.client.CiderClient;
import io.ciderstream.client.ClientOptions;
import io.ciderstream.embedding.files.PictureFiles;
import io.ciderstream.index.CollectionName;
import io.ciderstream.schemas.settings.KafkaSettings;
import io.ciderstream.trials.faults.change.CheckedQueries;
import io.ciderstream.trials.faults.change.NegatedModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RebuildIT {
  private static final int SCENES = 20;
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
    wiring = new Wiring(SettingsLoader.load(folder.resolve("none"), Map.of(), settings));
    system = LocalSystem.start(wiring, message -> {});
    new Ingestion(wiring.kafka(), wiring.topics(), wiring::descriptor, wiring.index())
        .run(pictures, PictureFiles.below(pictures), (done, all) -> {}, text -> {});
  }

  @AfterAll
  static void stop() {
    wiring.close();
    system.close();
  }

  @Test
  void shouldLeaveNothingOfWhatIsAbortedAndChangeTheModelWhileQueriesComeIn() throws Exception {
    abort();
    change();
  }

  private static void abort() throws Exception {
    Set<String> topics = topics();
    String subjects = subjects();
    StringWriter said = new StringWriter();
    Thread begun = Thread.ofPlatform().start(() -> run(said, "--model", negated.toString()));
    await().atMost(AWAIT_TIMEOUT).until(() -> said.toString().contains("kept up to date"));
    assertThat(wiring.admin().collections()).hasSize(2);
    begun.interrupt();
    begun.join();
    assertThat(rebuild("--abort")).contains("is removed");
    assertThat(wiring.admin().collections()).hasSize(1);
    assertThat(topics()).as("topics").isEqualTo(topics);
    assertThat(subjects()).isEqualTo(subjects).doesNotContain("descriptors-2");
  }

  private static void change() {
    try (CiderClient client = client();
        CheckedQueries queries =
            CheckedQueries.start(client, 4, number -> Scenes.jpeg(number % SCENES))) {
      assertThat(rebuild("--model", negated.toString(), "--searchers-ready", "--exit"))
          .contains("connect.index=images_2", "topics.descriptors=descriptors-2", "model.file=");
      CollectionName served = wiring.admin().target().orElseThrow();
      assertThat(served.index()).isEqualTo("images_2");
      await().atMost(AWAIT_TIMEOUT).until(() -> queries.byModel().size() == 2);
      queries.close();
      assertThat(queries.failed()).as("replies that are not OK").isEmpty();
      assertThat(queries.mixed()).as("pictures that did not find themselves").isEmpty();
      assertThat(queries.byModel()).containsKey(served.modelHash());
      StringWriter refused = new StringWriter();
      assertThat(run(refused, "--exit")).as("with the former model's settings").isEqualTo(1);
      assertThat(refused.toString()).contains("MODEL_MISMATCH");
      assertFormerSettingsAreRefused();
    }
  }

  /** The demo's roles still have the settings of before the switch. */
  private static void assertFormerSettingsAreRefused() {
    StringWriter dropped = new StringWriter();
    assertThat(run(dropped, "--drop-old")).isEqualTo(1);
    assertThat(dropped.toString()).contains("A sink still writes to images__");
    assertThat(wiring.admin().collections()).hasSize(2);
    StringWriter verified = new StringWriter();
    assertThat(run(new VerifyCommand(), verified)).isEqualTo(2);
    assertThat(verified.toString()).contains("writes the index images:");
  }

  private static CiderClient client() {
    return CiderClient.connect(
        ClientOptions.of(
                wiring.kafka().bootstrap(), wiring.settings().text(KafkaSettings.REGISTRY_URL))
            .withTimeout(AWAIT_TIMEOUT));
  }

  private static Set<String> topics() throws Exception {
    try (Admin admin = wiring.kafka().admin()) {
      return admin.listTopics().names().get();
    }
  }

  private static String subjects() throws Exception {
    URI address = URI.create(wiring.settings().text(KafkaSettings.REGISTRY_URL) + "/subjects");
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  /** Runs the command in this process, and returns what it prints. */
  private static String rebuild(String... arguments) {
    StringWriter said = new StringWriter();
    int code = run(said, arguments);
    assertThat(code).as(said.toString()).isZero();
    return said.toString();
  }

  private static int run(StringWriter said, String... arguments) {
    return run(new RebuildCommand(), said, arguments);
  }

  private static int run(Object command, StringWriter said, String... arguments) {
    List<String> line = new ArrayList<>(List.of(arguments));
    settings.forEach(setting -> line.addAll(List.of("--set", setting)));
    PrintWriter writer = new PrintWriter(said);
    return new CommandLine(command)
        .setOut(writer)
        .setErr(writer)
        .execute(line.toArray(String[]::new));
  }
}
