package io.ciderstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ciderstream.cli.Main;
import io.ciderstream.train.learn.run.NetworkFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingStopIT {
  private static final String CONFIG =
      """
      name: stopped
      network: {backbone: resnet18, weights: random, context: false, projection.dimension: 128}
      input: {sizes: [64x64, 96x64], bounds: [1.2]}
      data: [{kind: folders, root: pictures}]
      projection: {start: random}
      run: {device: cpu, checkpoint-steps: 1000000}
      stages:
        - {name: long, kind: labels, epochs: 100000, batch: 8, rates: [{rate: 0.0001}]}
      """;
  private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

  @TempDir private Path folder;

  @Test
  void shouldWriteACheckpointAtCtrlC() throws Exception {
    DrawnLabels.draw(folder.resolve("pictures"));
    Files.writeString(folder.resolve("config.yaml"), CONFIG);
    Process training = start();
    try {
      Path metrics = folder.resolve("run/metrics.csv");
      await().atMost(START_TIMEOUT).until(() -> !training.isAlive() || lines(metrics) > 2);
      assertThat(training.isAlive()).as(output()).isTrue();
      signal(training, "-INT");

      assertThat(training.waitFor()).as(output()).isEqualTo(130);
    } finally {
      training.destroyForcibly();
    }
    long steps = lines(folder.resolve("run/metrics.csv")) - 1;
    Path checkpoint = folder.resolve("run/checkpoints/stage-0-step-" + steps);
    assertThat(output()).contains("stopped; the checkpoint is " + checkpoint, "--resume");
    assertThat(checkpoint.resolve("momenta.safetensors")).isNotEmptyFile();
    assertThat(NetworkFile.of(folder.resolve("run")))
        .isEqualTo(checkpoint.resolve("network.safetensors"));
  }

  private Process start() throws IOException {
    List<String> command = new ArrayList<>();
    // a shell without job control starts what is behind it (&) with SIGINT ignored, and Java keeps
    // that
    command.addAll(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx256m", "-Xss64m"));
    command.add("-Dcider.home=" + System.getProperty("cider.home"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("train", "--config", folder.resolve("config.yaml").toString()));
    command.addAll(List.of("--run", folder.resolve("run").toString(), "--threads", "1"));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output.txt").toFile())
        .start();
  }

  private static void signal(Process process, String signal) throws Exception {
    String pid = Long.toString(process.pid());
    assertThat(new ProcessBuilder("kill", signal, pid).start().waitFor()).isZero();
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output.txt"));
  }

  private static long lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }
}
