package io.ciderstream.train.learn.measure;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.evaluate.RowRetrieval;
import io.ciderstream.train.evaluate.metric.Figures;
import io.ciderstream.train.evaluate.metric.Protocol;
import io.ciderstream.train.evaluate.metric.Truth;
import io.ciderstream.train.evaluate.truth.RevisitedTruth;
import io.ciderstream.train.learn.config.EvaluationConfig;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.model.Pictures;
import io.ciderstream.train.learn.report.Sighting;
import io.ciderstream.train.learn.start.StartTable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Predicate;

/** Measures one evaluation again and again as the network learns. */
public final class Measurement {
  private static final double PERCENT = 100;

  private final EvaluationSet set;
  private final Rows rows;
  private final List<String> labels;
  private final RowRetrieval retrieval;
  private final ContactSheet sheet;

  /**
   * @param boxThreshold least attention inside a box of the sheet
   */
  public Measurement(EvaluationSet set, double boxThreshold) {
    this.set = set;
    this.rows = new Rows(set);
    this.labels = rows.labels();
    this.retrieval =
        set.protocols().isEmpty()
            ? RowRetrieval.byLabel(labels, rows.queries(), rows.index())
            : new RowRetrieval(set.protocols(), rows.queries(), rows.index());
    refuseWithoutAnswers();
    List<String> captions = set.protocols().isEmpty() ? labels : rows.files();
    this.sheet = new ContactSheet(rows, captions, shown().truths(), boxThreshold);
  }

  private void refuseWithoutAnswers() {
    boolean none =
        retrieval.protocols().stream()
            .allMatch(protocol -> protocol.truths().stream().allMatch(Truth::isEmpty));
    if (none) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "No query of the evaluation %s has a right answer in its index (no label is in both), so it would measure nothing; correct its sources, or take it out, all by --set evaluations=."
              .formatted(set.config().name()));
    }
  }

  /** The protocol that the sheet goes by. */
  private Protocol shown() {
    return retrieval.protocols().stream()
        .filter(protocol -> protocol.name().equals(RevisitedTruth.MEDIUM))
        .findFirst()
        .orElse(retrieval.protocols().getFirst());
  }

  /**
   * What the network can do.
   *
   * @param scores in percent by name of the figure
   * @param sheet queries with their first matches
   */
  public record Found(SequencedMap<String, Double> scores, List<List<Sighting>> sheet) {}

  /** Measures. */
  public Found measure(Learner learner) {
    float[][] descriptors = describe(learner);
    List<Figures> figures = retrieval.judge(descriptors);
    SequencedMap<String, Double> scores =
        switch (set.config()) {
          case EvaluationConfig.Labels config -> byLabel(config, figures.getFirst());
          case EvaluationConfig.Revisited config -> byProtocol(config, figures);
        };
    return new Found(scores, sheet.of(learner, descriptors, set.config().sheet()));
  }

  private SequencedMap<String, Double> byLabel(EvaluationConfig.Labels config, Figures figures) {
    String name = config.name();
    SequencedMap<String, Double> scores = new LinkedHashMap<>();
    scores.put(name + " mAP", PERCENT * figures.map());
    config
        .group()
        .ifPresent(
            group -> {
              Predicate<String> within = group.asMatchPredicate();
              scores.put(name + " mAP of " + group, PERCENT * map(figures, within));
              scores.put(name + " mAP of the rest", PERCENT * map(figures, within.negate()));
            });
    return scores;
  }

  private static SequencedMap<String, Double> byProtocol(
      EvaluationConfig.Revisited config, List<Figures> figures) {
    SequencedMap<String, Double> scores = new LinkedHashMap<>();
    for (Figures one : figures) {
      scores.put("%s %s mAP".formatted(config.name(), one.name()), PERCENT * one.map());
    }
    for (Figures one : figures) {
      one.precisionAt()
          .forEach(
              (k, precision) ->
                  scores.put(
                      "%s %s mP@%d".formatted(config.name(), one.name(), k), PERCENT * precision));
    }
    return scores;
  }

  private double map(Figures figures, Predicate<String> wanted) {
    int[] queries = rows.queries();
    return figures.map(query -> wanted.test(labels.get(queries[query])));
  }

  private float[][] describe(Learner learner) {
    float[][] descriptors = new float[rows.count()][];
    int first = 0;
    for (Pictures part : rows.parts()) {
      StartTable table = StartTable.of(learner, part);
      for (int i = 0; i < part.set().size(); i++) {
        descriptors[first + i] =
            Arrays.copyOfRange(table.values(), i * table.dimension(), (i + 1) * table.dimension());
      }
      first += part.set().size();
    }
    return descriptors;
  }
}
