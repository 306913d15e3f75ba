package io.ciderstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ciderstream.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes of {@code ./cider train --processes 2}, of which one is killed. */
class TrainProcessesIT {
  private static final String CONFIG =
      """
      name: shared
      network: {backbone: resnet18, weights: random, context: false, projection.dimension: 128}
      input: {sizes: [64x64], bounds: []}
      data: [{kind: folders, root: pictures}]
      projection: {start: random}
      run: {device: cpu, checkpoint-steps: 2}
      stages:
        - {name: long, kind: labels, epochs: %d, batch: 8, rates: [{rate: 0.0001}]}
      """;
  private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

  @TempDir private Path folder;

  @Test
  void shouldEndWithASentenceWhenAProcessIsKilledAndResume() throws Exception {
    DrawnLabels.draw(folder.resolve("pictures"));
    Path config = Files.writeString(folder.resolve("config.yaml"), CONFIG.formatted(100_000));
    Process training = start(config, "run");
    try {
      Path checkpoints = folder.resolve("run/checkpoints");
      await().atMost(START_TIMEOUT).until(() -> !training.isAlive() || children(checkpoints) > 1);
      assertThat(training.isAlive()).as(output("run")).isTrue();
      List<ProcessHandle> others = training.children().toList();
      assertThat(others).hasSize(1);
      others.getFirst().destroyForcibly();

      assertThat(training.waitFor()).as(output("run")).isEqualTo(1);
    } finally {
      training.destroyForcibly();
    }
    assertThat(output("run"))
        .contains("2 processes train together", "process-1.log")
        .containsPattern(
            "Process 0 of 2 lost another process of the training \\([A-Z][^\\[]+ \\[127")
        .contains("The newest checkpoint is " + folder.resolve("run/checkpoints/stage-0-step-"))
        .contains("process 1 ended with exit status 137");

    long steps = steps();
    Process again = start(config, "run", "--resume");
    try {
      await().atMost(START_TIMEOUT).until(() -> !again.isAlive() || steps() > steps + 2);
      assertThat(output("run")).contains("resuming after step");
      List<ProcessHandle> others = again.children().toList();
      again.destroy();
      assertThat(again.waitFor()).as(output("run")).isIn(130, 143);
      await().until(() -> others.stream().noneMatch(ProcessHandle::isAlive));
    } finally {
      again.children().forEach(ProcessHandle::destroyForcibly);
      again.destroyForcibly();
    }
  }

  private Process start(Path config, String run, String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx512m", "-Xss64m"));
    command.add("-Dcider.home=" + System.getProperty("cider.home"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("train", "--config", config.toString(), "--processes", "2"));
    command.addAll(List.of("--run", folder.resolve(run).toString(), "--threads", "1"));
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(run + ".txt").toFile())
        .start();
  }

  private String output(String run) throws IOException {
    return Files.readString(folder.resolve(run + ".txt"));
  }

  private long steps() throws IOException {
    return Files.readAllLines(folder.resolve("run/metrics.csv")).size() - 1;
  }

  private static long children(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.count();
    }
  }
}
