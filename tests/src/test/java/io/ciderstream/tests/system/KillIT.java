package io.ciderstream.tests.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ciderstream.cli.settings.SettingsLoader;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.client.kafka.TopicTail;
import io.ciderstream.embedding.files.PictureFiles;
import io.ciderstream.index.Row;
import io.ciderstream.index.search.MilvusIndexSearch;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ReservedIds;
import io.ciderstream.servers.MilvusLite;
import io.ciderstream.servers.ServerHome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillIT {
  private static final int SCENES = 60;

  @TempDir private Path folder;

  @Test
  void shouldEndWithAllRowsWhenTheDemoIsKilledAndStartedAgain() throws Exception {
    Path pictures = Scenes.folder(folder.resolve("pictures"), SCENES);
    Process killed = demo(pictures);
    awaitProgress(killed);
    killed.destroyForcibly().waitFor();

    Process second = demo(pictures);
    String output = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(second.waitFor(3, TimeUnit.MINUTES)).isTrue();
    assertThat(second.exitValue()).as(output).isZero();

    Map<String, Row> rows = rows();
    assertThat(rows.keySet())
        .containsExactlyElementsOf(
            PictureFiles.below(pictures).stream()
                .map(file -> PictureFiles.id(pictures, file))
                .toList());
    rows.forEach(
        (id, row) ->
            assertThat(row.vector())
                .as(id)
                .hasSize(rows.values().iterator().next().vector().length));
  }

  private Process demo(Path pictures) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Dcider.home=" + System.getProperty("cider.home"));
    command.add("-Dlog4j2.configurationFile=log4j2-off.xml");
    command.add("@" + classPath());
    command.addAll(List.of("io.ciderstream.cli.Main", "demo", "--exit", pictures.toString()));
    for (String setting : settings()) {
      command.addAll(List.of("--set", setting));
    }
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** Writes a file, since ONNX Runtime 1.29 overflows its stack on a command line of 20 KB. */
  private Path classPath() throws IOException {
    return Files.writeString(
        folder.resolve("class-path"), "-cp " + System.getProperty("java.class.path"));
  }

  private List<String> settings;

  /** Returns the settings of both runs. */
  private List<String> settings() {
    if (settings == null) {
      settings = TestSettings.in(folder.resolve("data"));
    }
    return settings;
  }

  /** Waits until some pictures are embedded and most are not. */
  private void awaitProgress(Process demo) throws IOException {
    StringBuilder output = new StringBuilder();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(demo.getInputStream(), StandardCharsets.UTF_8));
    String line = lines.readLine();
    while (line != null && !line.startsWith("cider: ingesting")) {
      output.append(line).append('\n');
      line = lines.readLine();
    }
    assertThat(line).as("the demo printed: %s", output).isNotNull();
    try (Wiring wiring = wiring();
        TopicTail descriptors =
            await() // the broker of a demo that starts on a busy machine may answer late
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptionsInstanceOf(CiderException.class)
                .until(() -> wiring.kafka().tail(topics(wiring)), Objects::nonNull)) {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> descriptors.poll(Duration.ofMillis(20)).iterator().hasNext());
    }
    assertThat(demo.isAlive()).isTrue();
  }

  private static List<String> topics(Wiring wiring) {
    return List.of(wiring.topics().descriptors());
  }

  private Wiring wiring() {
    return new Wiring(SettingsLoader.load(folder.resolve("none"), Map.of(), settings()));
  }

  private Map<String, Row> rows() {
    Map<String, Row> rows = new TreeMap<>();
    try (Wiring wiring = wiring();
        MilvusLite milvus =
            MilvusLite.start(
                ServerHome.fromSystemProperty(),
                folder.resolve("data/milvus"),
                URI.create(wiring.settings().text(IndexSettings.URI)).getPort())) {
      assertThat(milvus.isRunning()).isTrue();
      assertThat(wiring.rows()).isEqualTo(SCENES);
      ((MilvusIndexSearch) wiring.index()).scan(row -> rows.put(row.id().value(), row));
      rows.keySet().removeIf(ReservedIds::isReserved); // the demo sends canaries
    }
    return rows;
  }
}
