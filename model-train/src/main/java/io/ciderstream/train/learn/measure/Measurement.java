package io.ciderstream.train.learn.measure;

import io.ciderstream.train.evaluate.LabelRetrieval;
import io.ciderstream.train.evaluate.metric.Figures;
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
  private final LabelRetrieval retrieval;
  private final double boxThreshold;

  /**
   * @param boxThreshold least attention inside a box of the sheet
   */
  public Measurement(EvaluationSet set, double boxThreshold) {
    this.boxThreshold = boxThreshold;
    this.set = set;
    this.rows = new Rows(set);
    this.labels = rows.labels();
    this.retrieval = new LabelRetrieval(labels, rows.queries(), rows.index());
  }

  /**
   * What the network can do.
   *
   * @param scores mean average precision in percent by name of the figure
   * @param sheet queries with their first matches
   */
  public record Found(SequencedMap<String, Double> scores, List<List<Sighting>> sheet) {}

  /** Measures. */
  public Found measure(Learner learner) {
    float[][] descriptors = describe(learner);
    Figures figures = retrieval.judge(descriptors);
    String name = set.config().name();
    SequencedMap<String, Double> scores = new LinkedHashMap<>();
    scores.put(name + " mAP", PERCENT * figures.map());
    set.config()
        .group()
        .ifPresent(
            group -> {
              Predicate<String> within = group.asMatchPredicate();
              scores.put(name + " mAP of " + group, PERCENT * map(figures, within));
              scores.put(name + " mAP of the rest", PERCENT * map(figures, within.negate()));
            });
    List<List<Sighting>> sheet =
        new ContactSheet(rows, labels, boxThreshold).of(learner, descriptors, set.config().sheet());
    return new Found(scores, sheet);
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
