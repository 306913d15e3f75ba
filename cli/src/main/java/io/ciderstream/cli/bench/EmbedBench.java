package io.ciderstream.cli.bench;

import io.ciderstream.cli.client.Ingestion;
import io.ciderstream.cli.client.PictureFiles;
import io.ciderstream.cli.system.Wiring;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The rate of an ingest into a running system beside the rate of its model alone. The two are
 * measured in turn, round after round, so that a machine that is slow for a while slows both.
 */
public final class EmbedBench {
  /** Until the JVM's compilers have little left to do. */
  private static final int WARM_UPS = 3;

  private final Wiring wiring;
  private final Path folder;
  private final List<Path> files;
  private final Consumer<String> said;

  /**
   * @param wiring to a running system
   * @param folder of encoded pictures
   * @param said told each figure
   */
  public EmbedBench(Wiring wiring, Path folder, Consumer<String> said) {
    this.wiring = wiring;
    this.folder = folder;
    this.files = PictureFiles.below(folder);
    this.said = said;
  }

  /** Measures so many rounds; each figure is the median of its rounds. */
  public BesideBare run(int rounds) {
    BareRates bare = BareRates.of(wiring.options().embedding(wiring.model()), files);
    int cores = Runtime.getRuntime().availableProcessors();
    for (int warmUp = 0; warmUp < WARM_UPS; warmUp++) {
      said.accept("warm-up %d of %d: %.1f/s".formatted(warmUp + 1, WARM_UPS, ingest()));
    }
    List<Double> oneSession = new ArrayList<>();
    List<Double> sessions = new ArrayList<>();
    List<Double> pipeline = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      oneSession.add(bare.oneSession());
      sessions.add(bare.sessions());
      pipeline.add(ingest());
      said.accept(
          "round %d of %d: bare %.1f/s in one session, %.1f/s in %d sessions; pipeline %.1f/s"
              .formatted(
                  round,
                  rounds,
                  oneSession.getLast(),
                  sessions.getLast(),
                  cores,
                  pipeline.getLast()));
    }
    return new BesideBare(Median.of(oneSession), Median.of(sessions), Median.of(pipeline));
  }

  private double ingest() {
    SteadyRate rate = new SteadyRate(System::nanoTime);
    new Ingestion(wiring.kafka(), wiring.topics(), wiring::descriptor, wiring.index())
        .run(folder, files, rate, said);
    return rate.perSecond();
  }
}
