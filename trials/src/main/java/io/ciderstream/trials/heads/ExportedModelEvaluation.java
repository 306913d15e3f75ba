package io.ciderstream.trials.heads;

import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.evaluation.Evaluator;
import io.ciderstream.evaluation.feature.Extraction;
import io.ciderstream.evaluation.feature.ScaledEmbedder;
import io.ciderstream.evaluation.feature.Scaling;
import io.ciderstream.evaluation.metric.Figures;
import io.ciderstream.evaluation.truth.RetrievalSet;
import io.ciderstream.evaluation.truth.RevisitedTruth;
import io.ciderstream.train.learn.config.EvaluationConfig;
import io.ciderstream.train.learn.measure.LabelScores;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Measures an exported model, as it is served, by the evaluations of a training configuration.
 *
 * @param options how pictures are embedded, with the model
 * @param cache folder where descriptors are kept, so that they are computed once
 */
record ExportedModelEvaluation(EmbeddingOptions options, Path cache) {
  private static final double PERCENT = 100;

  /** Returns the mAP of each evaluation in percent, by the names that a run gives its figures. */
  SequencedMap<String, Double> figures(List<EvaluationConfig> evaluations) {
    SequencedMap<String, Double> figures = new LinkedHashMap<>();
    try (ScaledEmbedder embedder = ScaledEmbedder.open(options, Scaling.AS_SERVED)) {
      Extraction extraction = new Extraction(embedder, cache, System::nanoTime, (done, all) -> {});
      Evaluator evaluator = new Evaluator(extraction, System::nanoTime);
      for (EvaluationConfig evaluation : evaluations) {
        figures.putAll(
            switch (evaluation) {
              case EvaluationConfig.Labels labels -> byLabel(labels, evaluator);
              case EvaluationConfig.Revisited revisited -> byProtocol(revisited, evaluator);
            });
      }
    }
    return figures;
  }

  private static SequencedMap<String, Double> byLabel(
      EvaluationConfig.Labels evaluation, Evaluator evaluator) {
    LabelledRetrieval labelled = LabelledRetrieval.of(evaluation);
    Figures figures = evaluator.retrieval(labelled.set(), List.of()).figures().getFirst();
    return LabelScores.of(evaluation, figures, labelled.queryLabels());
  }

  private static SequencedMap<String, Double> byProtocol(
      EvaluationConfig.Revisited evaluation, Evaluator evaluator) {
    RetrievalSet set = RevisitedTruth.read(evaluation.truth(), evaluation.images());
    SequencedMap<String, Double> scores = new LinkedHashMap<>();
    for (Figures figures : evaluator.retrieval(set, List.of()).figures()) {
      scores.put("%s %s mAP".formatted(evaluation.name(), figures.name()), PERCENT * figures.map());
    }
    return scores;
  }
}
