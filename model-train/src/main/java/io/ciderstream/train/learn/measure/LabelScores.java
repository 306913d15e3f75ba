package io.ciderstream.train.learn.measure;

import io.ciderstream.evaluation.metric.Figures;
import io.ciderstream.train.learn.config.EvaluationConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Predicate;

/** Names the figures of an evaluation by label. */
public final class LabelScores {
  private static final double PERCENT = 100;

  private LabelScores() {}

  /**
   * Returns the mAP in percent of all queries and, if the evaluation has a group, of the queries in
   * it and of the rest.
   *
   * @param queryLabels one for each query
   */
  public static SequencedMap<String, Double> of(
      EvaluationConfig.Labels config, Figures figures, List<String> queryLabels) {
    SequencedMap<String, Double> scores = new LinkedHashMap<>();
    scores.put(config.name() + " mAP", PERCENT * figures.map());
    config
        .group()
        .ifPresent(
            group -> {
              Predicate<String> within = group.asMatchPredicate();
              scores.put(
                  "%s mAP of %s".formatted(config.name(), group),
                  PERCENT * figures.map(query -> within.test(queryLabels.get(query))));
              scores.put(
                  config.name() + " mAP of the rest",
                  PERCENT * figures.map(query -> !within.test(queryLabels.get(query))));
            });
    return scores;
  }
}
