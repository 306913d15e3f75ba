package io.ciderstream.train.learn.measure;

import io.ciderstream.evaluation.RowRetrieval;
import io.ciderstream.evaluation.feature.Scaling;
import io.ciderstream.evaluation.metric.Figures;
import io.ciderstream.evaluation.metric.Protocol;
import io.ciderstream.evaluation.metric.Truth;
import io.ciderstream.evaluation.truth.RevisitedTruth;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.learn.config.EvaluationConfig;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.model.UsableImages;
import io.ciderstream.train.learn.report.ReportImage;
import io.ciderstream.train.learn.start.DescriptorTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/** Measures one evaluation again and again as the network learns. */
public final class Measurement {
  private static final double PERCENT = 100;

  private final EvaluationImages set;
  private final List<String> labels;
  private final RowRetrieval retrieval;
  private final ContactSheet sheet;

  /**
   * Creates a measurement.
   *
   * @param boxThreshold least attention inside a box of the sheet
   */
  public Measurement(EvaluationImages set, double boxThreshold) {
    this.set = set;
    this.labels = set.labels();
    this.retrieval =
        set.protocols().isEmpty()
            ? RowRetrieval.byLabel(labels, set.queryRows(), set.indexRows())
            : new RowRetrieval(set.protocols(), set.queryRows(), set.indexRows());
    refuseWithoutAnswers();
    List<String> captions = set.protocols().isEmpty() ? labels : set.files();
    this.sheet = new ContactSheet(set, captions, shown().truths(), boxThreshold);
  }

  private void refuseWithoutAnswers() {
    boolean none =
        retrieval.protocols().stream()
            .allMatch(protocol -> protocol.truths().stream().allMatch(Truth::isEmpty));
    if (none) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "No query of the evaluation %s has a right answer in its index (no label is in both), so it would measure nothing; correct its sources, or remove it (all: --set evaluations=)."
              .formatted(set.config().name()));
    }
  }

  /** Returns the ground truth that the sheet and the loss are of. */
  private Protocol shown() {
    return retrieval.protocols().stream()
        .filter(protocol -> protocol.name().equals(RevisitedTruth.MEDIUM))
        .findFirst()
        .orElse(retrieval.protocols().getFirst());
  }

  /**
   * A result.
   *
   * @param scores in percent by name of the figure
   * @param loss of the evaluation's pictures
   * @param sheet queries with their first matches
   */
  public record Found(
      SequencedMap<String, Double> scores, double loss, List<List<ReportImage>> sheet) {}

  /** Returns the name of the evaluation. */
  public String name() {
    return set.config().name();
  }

  /** Measures the network. */
  public Found measure(Learner learner) {
    float[][] descriptors = describe(learner);
    List<Figures> figures = retrieval.judge(descriptors);
    SequencedMap<String, Double> scores =
        switch (set.config()) {
          case EvaluationConfig.Labels config ->
              LabelScores.of(config, figures.getFirst(), queryLabels());
          case EvaluationConfig.Revisited config -> byProtocol(config, figures);
        };
    double loss =
        ContrastLoss.of(descriptors, set.queryRows(), set.indexRows().length, shown().truths());
    return new Found(scores, loss, sheet.of(learner, descriptors, set.config().sheet()));
  }

  private List<String> queryLabels() {
    return IntStream.of(set.queryRows()).mapToObj(labels::get).toList();
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

  private float[][] describe(Learner learner) {
    int dimension = learner.network().dimension();
    float[][] descriptors = new float[set.count()][dimension];
    int first = 0;
    Scaling scaling = set.config().input().scaling();
    for (UsableImages part : set.parts()) {
      int offset = first;
      if (scaling.equals(Scaling.AS_SERVED)) {
        DescriptorTable.forEach(
            learner,
            part,
            picture -> true,
            (picture, rows, row) ->
                System.arraycopy(
                    rows, row * dimension, descriptors[offset + picture], 0, dimension));
      } else {
        new ScaledDescriptors(learner, scaling)
            .forEach(part, (picture, descriptor) -> descriptors[offset + picture] = descriptor);
      }
      first += part.set().size();
    }
    return descriptors;
  }
}
