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
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Predicate;

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
        switch (evaluation) {
          case EvaluationConfig.Labels labels -> add(labels, evaluator, figures);
          case EvaluationConfig.Revisited revisited -> add(revisited, evaluator, figures);
        }
      }
    }
    return figures;
  }

  private static void add(
      EvaluationConfig.Labels evaluation, Evaluator evaluator, SequencedMap<String, Double> to) {
    LabelledRetrieval labelled = LabelledRetrieval.of(evaluation);
    Figures figures = evaluator.retrieval(labelled.set(), List.of()).figures().getFirst();
    List<String> labels = labelled.queryLabels();
    to.put(evaluation.name() + " mAP", PERCENT * figures.map());
    evaluation
        .group()
        .ifPresent(
            group -> {
              Predicate<String> within = group.asMatchPredicate();
              to.put(
                  "%s mAP of %s".formatted(evaluation.name(), group),
                  PERCENT * figures.map(query -> within.test(labels.get(query))));
              to.put(
                  evaluation.name() + " mAP of the rest",
                  PERCENT * figures.map(query -> !within.test(labels.get(query))));
            });
  }

  private static void add(
      EvaluationConfig.Revisited evaluation, Evaluator evaluator, SequencedMap<String, Double> to) {
    RetrievalSet set = RevisitedTruth.read(evaluation.truth(), evaluation.images());
    for (Figures figures : evaluator.retrieval(set, List.of()).figures()) {
      to.put("%s %s mAP".formatted(evaluation.name(), figures.name()), PERCENT * figures.map());
    }
  }
}
