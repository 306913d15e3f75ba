package io.ciderstream.trials.retrieval;

import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.evaluation.EvaluationReport;
import io.ciderstream.evaluation.Evaluator;
import io.ciderstream.evaluation.feature.Extraction;
import io.ciderstream.evaluation.feature.ScaledEmbedder;
import io.ciderstream.evaluation.feature.Scaling;
import io.ciderstream.evaluation.rerank.RerankOptions;
import io.ciderstream.trials.measure.Median;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;

/**
 * Compares what a search can add to the descriptors' scores: the pictures are embedded once, and
 * every addition searches the same descriptors exhaustively. All are measured in turn, round after
 * round.
 */
public final class RerankBench {
  private final EmbeddingOptions options;
  private final List<JudgedSet> sets;
  private final Path folder;
  private final Consumer<String> log;

  /**
   * Creates a rerank bench.
   *
   * @param options with the model
   * @param sets to measure on, at least one
   * @param folder keeps the descriptors and local features
   * @param log receives remarks
   */
  public RerankBench(
      EmbeddingOptions options, List<JudgedSet> sets, Path folder, Consumer<String> log) {
    this.options = options;
    this.sets = List.copyOf(sets);
    this.folder = folder;
    this.log = log;
  }

  /**
   * Measures so many rounds; times are medians.
   *
   * @param additions what to compare; those that verify are left out if the model has no local
   *     features
   */
  public List<RerankFigures> run(List<RerankOptions> additions, int rounds) {
    try (ScaledEmbedder embedder = ScaledEmbedder.open(options, Scaling.AS_SERVED)) {
      boolean local = embedder.verification().isPresent();
      Extraction plain = new Extraction(embedder, folder, System::nanoTime, (done, all) -> {});
      Extraction extraction = local ? plain.withLocalFeatures() : plain;
      List<Measured> measured =
          additions.stream()
              .filter(addition -> local || addition.verify() == 0)
              .map(addition -> new Measured(addition, extraction))
              .toList();
      if (measured.size() < additions.size()) {
        log.accept(
            "the model %s has no local features, so nothing is verified"
                .formatted(embedder.model().name()));
      }
      for (int round = 1; round <= rounds; round++) {
        measured.forEach(Measured::measure);
        log.accept("round %d of %d".formatted(round, rounds));
      }
      return measured.stream().map(Measured::figures).toList();
    }
  }

  /** One addition. */
  private final class Measured {
    private final RerankOptions addition;
    private final Evaluator evaluator;
    private final List<Double> prepareMillis = new ArrayList<>();
    private final List<Double> queryMillis = new ArrayList<>();
    private final SequencedMap<String, Double> maps = new LinkedHashMap<>();

    Measured(RerankOptions addition, Extraction extraction) {
      this.addition = addition;
      this.evaluator = new Evaluator(extraction, System::nanoTime, addition);
    }

    void measure() {
      double prepare = 0;
      double search = 0;
      int rows = 0;
      int queries = 0;
      for (JudgedSet judged : sets) {
        EvaluationReport report = evaluator.retrieval(judged.set(), List.of());
        prepare += report.preparing().toNanos() / 1e6;
        search += report.searching().toNanos() / 1e6;
        rows += report.indexed();
        queries += report.queries();
        maps.putAll(judged.maps(report.figures()));
      }
      prepareMillis.add(prepare / rows);
      queryMillis.add(search / queries);
    }

    RerankFigures figures() {
      return new RerankFigures(addition, Median.of(prepareMillis), Median.of(queryMillis), maps);
    }
  }
}
