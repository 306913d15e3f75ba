package io.ciderstream.trials.pictures;

import io.ciderstream.embedding.files.PictureFiles;
import io.ciderstream.trials.BenchmarkedSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures the rate of an ingest into a running system, compared with the rate of its model alone.
 * The two are measured in turn, round after round, so that a machine that is slow for a while slows
 * both.
 */
public final class EmbedBench {
  /** Until the JVM's compilers have little left to do. */
  private static final int WARM_UPS = 3;

  private final BenchmarkedSystem.Running system;
  private final Path folder;
  private final List<Path> files;
  private final Consumer<String> log;

  /**
   * Creates an embed bench.
   *
   * @param system that runs
   * @param folder of encoded pictures
   * @param log receives each figure
   */
  public EmbedBench(BenchmarkedSystem.Running system, Path folder, Consumer<String> log) {
    this.system = system;
    this.folder = folder;
    this.files = PictureFiles.below(folder);
    this.log = log;
  }

  /** Measures so many rounds; each figure is the median of its rounds. */
  public ComparedRates run(int rounds) {
    BareRates bare = BareRates.of(system.embedding(), files);
    int cores = Runtime.getRuntime().availableProcessors();
    for (int warmUp = 0; warmUp < WARM_UPS; warmUp++) {
      log.accept("warm-up %d of %d: %.1f/s".formatted(warmUp + 1, WARM_UPS, ingest()));
    }
    List<Double> oneSession = new ArrayList<>();
    List<Double> sessions = new ArrayList<>();
    List<Double> pipeline = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      oneSession.add(bare.oneSession());
      sessions.add(bare.sessions());
      pipeline.add(ingest());
      log.accept(
          "round %d of %d: bare %.1f/s in one session, %.1f/s in %d sessions; pipeline %.1f/s"
              .formatted(
                  round,
                  rounds,
                  oneSession.getLast(),
                  sessions.getLast(),
                  cores,
                  pipeline.getLast()));
    }
    return new ComparedRates(Median.of(oneSession), Median.of(sessions), Median.of(pipeline));
  }

  private double ingest() {
    SteadyRate rate = new SteadyRate(System::nanoTime);
    system.ingest(folder, files, rate, log);
    return rate.perSecond();
  }
}
