package io.ciderstream.trials.retrieval;

import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.embedding.infer.Cuda;
import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.embedding.infer.ModelWeights;
import io.ciderstream.embedding.infer.OnnxModelFile;
import io.ciderstream.embedding.infer.Processor;
import io.ciderstream.embedding.infer.WeightChoice;
import io.ciderstream.evaluation.Evaluator;
import io.ciderstream.evaluation.feature.EvaluationImage;
import io.ciderstream.evaluation.feature.Extraction;
import io.ciderstream.evaluation.feature.ScaledEmbedder;
import io.ciderstream.evaluation.feature.Scaling;
import io.ciderstream.evaluation.rerank.RerankOptions;
import io.ciderstream.evaluation.search.DescriptorMatrix;
import io.ciderstream.evaluation.search.UnitVector;
import io.ciderstream.trials.measure.Percentile;
import io.ciderstream.trials.pictures.InferenceCost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

/**
 * Compares the int8 weights of a model with its fp32 weights: the cost of an inference on one
 * thread, the cosine between the descriptors, and the accuracy of each pair of weights of queries
 * and searched pictures, without and with geometric verification.
 */
public final class WeightsBench {
  private static final double PERCENTILE = 0.01;

  private final EmbeddingOptions options;
  private final List<JudgedSet> sets;
  private final Path folder;
  private final Consumer<String> log;

  /**
   * Creates the benchmark.
   *
   * @param options with the model, next to which its int8 file is
   * @param sets to measure on, at least one
   * @param folder keeps the descriptors and local features
   * @param log receives remarks
   */
  public WeightsBench(
      EmbeddingOptions options, List<JudgedSet> sets, Path folder, Consumer<String> log) {
    this.options = options;
    this.sets = List.copyOf(sets);
    this.folder = folder;
    this.log = log;
  }

  /**
   * Measures.
   *
   * @param pictures to infer, all readable
   * @param rounds of the cost; medians count
   * @param verify how many first answers are verified
   * @throws io.ciderstream.schemas.CiderException MODEL_MISSING if the model has no int8 file
   */
  public WeightsFigures run(List<Path> pictures, int rounds, int verify) throws IOException {
    OnnxModelFile fp32 = new OnnxModelFile(options.model());
    OnnxModelFile int8 =
        ModelWeights.choose(fp32, WeightChoice.INT8, Cuda.OFF, Processor.ofThisMachine());
    List<byte[]> contents = new ArrayList<>();
    for (Path picture : pictures) {
      contents.add(Files.readAllBytes(picture));
    }
    InferenceCost.Costs costs = new InferenceCost(options, fp32, int8, contents).measure(rounds);
    log.accept("the cost is measured in %d rounds".formatted(rounds));
    try (ScaledEmbedder plain = open(WeightChoice.FP32);
        ScaledEmbedder quantised = open(WeightChoice.INT8)) {
      List<Weights> both =
          List.of(new Weights("fp32", plain, folder), new Weights("int8", quantised, folder));
      List<WeightsFigures.Row> rows = new ArrayList<>(rows(both, RerankOptions.NONE));
      if (plain.verification().isPresent() && verify > 0) {
        rows.addAll(
            rows(
                both,
                new RerankOptions(Optional.empty(), Optional.empty(), Optional.empty(), verify)));
      }
      ModelInfo model = plain.model();
      return new WeightsFigures(
          "%s, hash %s".formatted(model.name(), model.hash()), costs, cosines(both), rows);
    }
  }

  private ScaledEmbedder open(WeightChoice weights) {
    return ScaledEmbedder.open(options.withWeights(weights), Scaling.AS_SERVED);
  }

  /** The extraction by one kind of weights. */
  private record Weights(String name, Extraction extraction) {
    Weights(String name, ScaledEmbedder embedder, Path folder) {
      this(name, extraction(embedder, folder));
    }

    private static Extraction extraction(ScaledEmbedder embedder, Path folder) {
      Extraction plain = new Extraction(embedder, folder, System::nanoTime, (done, all) -> {});
      return embedder.verification().isPresent() ? plain.withLocalFeatures() : plain;
    }
  }

  private List<WeightsFigures.Row> rows(List<Weights> both, RerankOptions rerank) {
    List<WeightsFigures.Row> rows = new ArrayList<>();
    for (Weights index : both) {
      for (Weights queries : both) {
        Evaluator evaluator =
            new Evaluator(index.extraction(), queries.extraction(), System::nanoTime, rerank);
        SequencedMap<String, Double> maps = new LinkedHashMap<>();
        for (JudgedSet judged : sets) {
          maps.putAll(judged.maps(evaluator.retrieval(judged.set(), List.of()).figures()));
        }
        rows.add(new WeightsFigures.Row(queries.name(), index.name(), rerank.verify(), maps));
        log.accept("queries in %s are searched in %s".formatted(queries.name(), index.name()));
      }
    }
    return rows;
  }

  private SequencedMap<String, WeightsFigures.Cosines> cosines(List<Weights> both) {
    SequencedMap<String, WeightsFigures.Cosines> all = new LinkedHashMap<>();
    for (JudgedSet judged : sets) {
      List<Double> cosines = new ArrayList<>(cosines(both, judged.set().index()));
      if (!judged.set().queries().equals(judged.set().index())) {
        cosines.addAll(cosines(both, judged.set().queries()));
      }
      all.put(
          judged.name(),
          new WeightsFigures.Cosines(
              cosines.size(),
              cosines.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN),
              Percentile.of(cosines, PERCENTILE),
              Collections.min(cosines)));
    }
    return all;
  }

  private static List<Double> cosines(List<Weights> both, List<EvaluationImage> pictures) {
    DescriptorMatrix one = both.getFirst().extraction().extract(pictures).descriptors();
    DescriptorMatrix other = both.getLast().extraction().extract(pictures).descriptors();
    List<Double> cosines = new ArrayList<>();
    for (int row = 0; row < one.count(); row++) {
      if (!one.missing().get(row) && !other.missing().get(row)) {
        cosines.add(UnitVector.cosine(one.row(row), other.row(row)));
      }
    }
    return cosines;
  }
}
