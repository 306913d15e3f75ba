package io.ciderstream.trials.training;

import io.ciderstream.servers.ProcessUsage;
import io.ciderstream.trials.system.CiderProcess;
import io.ciderstream.trials.system.LiveHeap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The start of a training in a process of its own, until its first step.
 *
 * @param seconds from the start of the process to its first step
 * @param resident bytes of the process at that time
 * @param heap bytes of live objects of Java then
 */
record TrainingStart(double seconds, long resident, long heap) {
  private static final Duration TIMEOUT = Duration.ofMinutes(20);
  private static final long POLL_MILLIS = 20;
  private static final int HEADER_AND_STEP = 2;

  private static final String CONFIG =
      """
      name: many
      network: {backbone: resnet18, weights: random, projection.dimension: 128}
      input: {sizes: [64x64]}
      data:
        - {kind: %s, root: pictures}
      projection: {start: random}
      run: {device: cpu}
      stages:
        - kind: labels
          name: labels
          batch: 8
          centres: random
          epochs: 1
          rates:
            - {names: '.*', rate: 0.001}
      """;

  /**
   * Starts a training, measures it at its first step and kills it.
   *
   * @param data folder with a folder {@code pictures}
   * @param run folder of the run, which must not exist
   */
  static TrainingStart measure(PictureLayout layout, Path data, Path run)
      throws IOException, InterruptedException {
    Path config = data.resolve("config.yaml");
    Files.writeString(config, CONFIG.formatted(layout.kind()));
    Path log = run.resolveSibling(run.getFileName() + ".log");
    try (CiderProcess process =
        CiderProcess.start(
            List.of("train", "--config", config.toString(), "--run", run.toString()), log)) {
      while (!stepped(run.resolve("metrics.csv"))) {
        if (!process.handle().isAlive() || process.secondsSinceStart() > TIMEOUT.toSeconds()) {
          throw new IllegalStateException(
              "The training took no step. Its output ends with:\n" + process.lastLines());
        }
        Thread.sleep(POLL_MILLIS);
      }
      double seconds = process.secondsSinceStart();
      long resident = ProcessUsage.residentBytes(process.handle());
      long heap = LiveHeap.bytes(process.handle());
      process.kill();
      return new TrainingStart(seconds, resident, heap);
    }
  }

  private static boolean stepped(Path metrics) throws IOException {
    return Files.exists(metrics) && Files.readAllLines(metrics).size() >= HEADER_AND_STEP;
  }
}
