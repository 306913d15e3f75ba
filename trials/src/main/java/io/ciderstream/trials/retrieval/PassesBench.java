package io.ciderstream.trials.retrieval;

import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.embedding.OnnxEmbedder;
import io.ciderstream.embedding.PassOptions;
import io.ciderstream.embedding.infer.WeightChoice;
import io.ciderstream.evaluation.EvaluationReport;
import io.ciderstream.evaluation.Evaluator;
import io.ciderstream.evaluation.feature.Extraction;
import io.ciderstream.evaluation.feature.ScaledEmbedder;
import io.ciderstream.evaluation.feature.Scaling;
import io.ciderstream.terminal.TemporaryFolder;
import io.ciderstream.trials.measure.Median;
import io.ciderstream.trials.measure.Percentile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Compares a single pass of the network with the two passes that it replaces: locate, crop, embed
 * again. Both are measured in turn, in an order that changes each round, so that a machine that is
 * slow for a while slows both.
 */
public final class PassesBench {
  private final EmbeddingOptions options;
  private final List<byte[]> pictures;
  private final List<JudgedSet> sets;
  private final Consumer<String> log;

  /**
   * Creates a passes bench.
   *
   * @param options with the model, and the localiser if it is another one
   * @param pictures encoded pictures to measure rates and latencies on, at least one
   * @param sets to measure the accuracy on; may be empty
   * @param log receives each figure
   */
  public PassesBench(
      EmbeddingOptions options, List<byte[]> pictures, List<JudgedSet> sets, Consumer<String> log) {
    this.options = options;
    this.pictures = List.copyOf(pictures);
    this.sets = List.copyOf(sets);
    this.log = log;
  }

  /**
   * Measures so many rounds after one that warms up; rates are medians of the rounds, percentiles
   * are those of all rounds' pictures.
   *
   * @return the single pass and the two passes
   * @throws io.ciderstream.schemas.CiderException MODEL_MISSING, or SETTING_INVALID if the
   *     localiser has no attention
   */
  public List<PassFigures> run(int rounds) throws IOException {
    try (Measured single = new Measured(1);
        Measured two = new Measured(2)) {
      single.warmUp();
      two.warmUp();
      for (int round = 1; round <= rounds; round++) {
        for (Measured one : round % 2 == 0 ? List.of(two, single) : List.of(single, two)) {
          log.accept("round %d of %d: %s".formatted(round, rounds, one.measure()));
        }
      }
      return List.of(single.figures(), two.figures());
    }
  }

  /** One number of passes. */
  private final class Measured implements AutoCloseable {
    private final EmbeddingOptions of;
    private final OnnxEmbedder embedder;
    private final EmbedderLoad load;
    private final List<EmbedderLoad.Saturation> saturations = new ArrayList<>();
    private final List<Double> latencies = new ArrayList<>();

    Measured(int passes) {
      this.of =
          options
              .withWeights(WeightChoice.FP32) // two passes have no other; both run the same
              .withPasses(new PassOptions(passes, options.passes().localiser()));
      this.embedder = OnnxEmbedder.open(of);
      this.load = new EmbedderLoad(embedder, pictures);
    }

    void warmUp() {
      load.saturate();
      load.oneByOne();
    }

    String measure() {
      EmbedderLoad.Saturation saturation = load.saturate();
      List<Double> latency = load.oneByOne();
      saturations.add(saturation);
      latencies.addAll(latency);
      return "%d pass(es): %.1f/s, %.1f ms CPU a picture, latency %.1f ms"
          .formatted(
              of.passes().count(),
              saturation.perSecond(),
              saturation.cpuMillis(),
              Median.of(latency));
    }

    PassFigures figures() throws IOException {
      return new PassFigures(
          of.passes().count(),
          "%s %s".formatted(embedder.model().name(), embedder.model().hash()),
          median(EmbedderLoad.Saturation::perSecond),
          median(EmbedderLoad.Saturation::cpuMillis),
          median(EmbedderLoad.Saturation::decodeMillis),
          median(EmbedderLoad.Saturation::inferMillis),
          Median.of(latencies),
          Percentile.of(latencies, 0.99),
          maps());
    }

    private double median(ToDoubleFunction<EmbedderLoad.Saturation> figure) {
      return Median.of(saturations.stream().map(figure::applyAsDouble).toList());
    }

    private SequencedMap<String, Double> maps() throws IOException {
      SequencedMap<String, Double> maps = new LinkedHashMap<>();
      if (sets.isEmpty()) {
        return maps;
      }
      try (TemporaryFolder folder = TemporaryFolder.make("cider-bench-passes-");
          ScaledEmbedder scaled = ScaledEmbedder.open(of, Scaling.AS_SERVED)) {
        Extraction extraction =
            new Extraction(scaled, folder.path(), System::nanoTime, (done, all) -> {});
        for (JudgedSet judged : sets) {
          EvaluationReport report =
              new Evaluator(extraction, System::nanoTime).retrieval(judged.set(), List.of());
          report.unreadable().forEach(line -> log.accept("cannot be read: " + line));
          maps.putAll(judged.maps(report.figures()));
        }
      }
      return maps;
    }

    @Override
    public void close() {
      embedder.close();
    }
  }
}
