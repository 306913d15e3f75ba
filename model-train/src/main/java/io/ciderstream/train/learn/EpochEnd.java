package io.ciderstream.train.learn;

import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.run.Position;
import java.util.List;

/** Measures and reports at the end of an epoch. */
final class EpochEnd {
  private final Learner learner;
  private final List<EvaluationSet> sets;
  private final RunReport report;
  private final TrainListener listener;

  EpochEnd(
      Learner learner, List<EvaluationSet> sets, RunReport report, TrainListener listener) {
    this.learner = learner;
    this.sets = sets;
    this.report = report;
    this.listener = listener;
  }

  void measure(Position position) {
    report.writePage();
  }
}
