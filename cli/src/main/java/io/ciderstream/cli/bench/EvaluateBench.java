package io.ciderstream.cli.bench;

import io.ciderstream.cli.samples.TemporaryFolder;
import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.train.evaluate.feature.EvaluationImage;
import io.ciderstream.train.evaluate.feature.Extraction;
import io.ciderstream.train.evaluate.feature.Features;
import io.ciderstream.train.evaluate.feature.ScaledEmbedder;
import io.ciderstream.train.evaluate.feature.Scaling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The rate of an evaluation's descriptors beside the rate of its model alone, measured in turn,
 * round after round, so that a machine that is slow for a while slows both.
 */
public final class EvaluateBench {
  private static final int DECODED_AT_MOST = 1000;

  private final EmbeddingOptions options;
  private final List<Path> files;
  private final Consumer<String> said;

  /**
   * @param options with the model
   * @param files encoded pictures, all readable
   * @param said told each figure
   */
  public EvaluateBench(EmbeddingOptions options, List<Path> files, Consumer<String> said) {
    this.options = options;
    this.files = List.copyOf(files);
    this.said = said;
  }

  /** Measures so many rounds after one that warms up; each figure is the median of its rounds. */
  public BesideBare run(int rounds) throws IOException {
    BareRates bare =
        BareRates.of(options, files.subList(0, Math.min(DECODED_AT_MOST, files.size())));
    List<Double> oneSession = new ArrayList<>();
    List<Double> sessions = new ArrayList<>();
    List<Double> evaluation = new ArrayList<>();
    said.accept("warm-up: evaluation %.1f/s".formatted(evaluate()));
    for (int round = 1; round <= rounds; round++) {
      oneSession.add(bare.oneSession());
      evaluation.add(evaluate());
      sessions.add(bare.sessions());
      said.accept(
          "round %d of %d: bare %.1f/s in one session, %.1f/s in sessions side by side; evaluation %.1f/s"
              .formatted(
                  round, rounds, oneSession.getLast(), sessions.getLast(), evaluation.getLast()));
    }
    return new BesideBare(Median.of(oneSession), Median.of(sessions), Median.of(evaluation));
  }

  /** Into a folder of its own, so that nothing is at hand from before. */
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
