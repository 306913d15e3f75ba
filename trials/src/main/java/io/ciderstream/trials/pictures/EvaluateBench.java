package io.ciderstream.trials.pictures;

import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.evaluation.feature.EvaluationImage;
import io.ciderstream.evaluation.feature.Extraction;
import io.ciderstream.evaluation.feature.Features;
import io.ciderstream.evaluation.feature.ScaledEmbedder;
import io.ciderstream.evaluation.feature.Scaling;
import io.ciderstream.terminal.TemporaryFolder;
import io.ciderstream.trials.measure.Median;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures the rate of an evaluation's descriptors, compared with the rate of its model alone. The
 * two are measured in turn, round after round, so that a machine that is slow for a while slows
 * both.
 */
public final class EvaluateBench {
  private static final int MAX_DECODED = 1000;

  private final EmbeddingOptions options;
  private final List<Path> files;
  private final Consumer<String> log;

  /**
   * Creates an evaluate bench.
   *
   * @param options with the model
   * @param files encoded pictures, all readable
   * @param log receives each figure
   */
  public EvaluateBench(EmbeddingOptions options, List<Path> files, Consumer<String> log) {
    this.options = options;
    this.files = List.copyOf(files);
    this.log = log;
  }

  /** Measures so many rounds after one that warms up; each figure is the median of its rounds. */
  public ComparedRates run(int rounds) throws IOException {
    BareRates bare = BareRates.of(options, files.subList(0, Math.min(MAX_DECODED, files.size())));
    List<Double> oneSession = new ArrayList<>();
    List<Double> sessions = new ArrayList<>();
    List<Double> evaluation = new ArrayList<>();
    log.accept("warm-up: evaluation %.1f/s".formatted(evaluate()));
    for (int round = 1; round <= rounds; round++) {
      oneSession.add(bare.oneSession());
      evaluation.add(evaluate());
      sessions.add(bare.sessions());
      log.accept(
          "round %d of %d: bare %.1f/s in one session, %.1f/s in sessions side by side; evaluation %.1f/s"
              .formatted(
                  round, rounds, oneSession.getLast(), sessions.getLast(), evaluation.getLast()));
    }
    return new ComparedRates(Median.of(oneSession), Median.of(sessions), Median.of(evaluation));
  }

  /** Uses a new folder, so that no descriptor is cached. */
  private double evaluate() throws IOException {
    List<EvaluationImage> pictures =
        files.stream()
            .map(file -> EvaluationImage.whole(file.getFileName().toString(), file))
            .toList();
    try (TemporaryFolder folder = TemporaryFolder.make("cider-bench-evaluate-");
        ScaledEmbedder embedder = ScaledEmbedder.open(options, Scaling.AS_SERVED)) {
      Features features =
          new Extraction(embedder, folder.path(), System::nanoTime, (done, all) -> {})
              .extract(pictures);
      if (!features.unreadable().isEmpty()) {
        throw new IllegalStateException("cannot be read: " + features.unreadable().getFirst());
      }
      return features.embedded() * 1e9 / features.time().toNanos();
    }
  }
}
