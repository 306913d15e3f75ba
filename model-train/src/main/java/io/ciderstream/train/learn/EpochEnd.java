package io.ciderstream.train.learn;

import io.ciderstream.train.learn.measure.EvaluationSet;
import io.ciderstream.train.learn.measure.Measurement;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.report.ReportPage.Score;
import io.ciderstream.train.learn.report.Sighting;
import io.ciderstream.train.learn.run.Position;
import java.util.ArrayList;
import java.util.List;

/** Measures and reports at the end of an epoch. */
final class EpochEnd {
  private final Learner learner;
  private final List<Measurement> measurements;
  private final RunReport report;
  private final TrainListener listener;

  EpochEnd(
      Learner learner,
      List<EvaluationSet> sets,
      double boxThreshold,
      RunReport report,
      TrainListener listener) {
    this.learner = learner;
    this.measurements = sets.stream().map(set -> new Measurement(set, boxThreshold)).toList();
    this.report = report;
    this.listener = listener;
  }

  void measure(Position position) {
    List<Score> scores = new ArrayList<>();
    List<List<Sighting>> sheet = new ArrayList<>();
    for (Measurement measurement : measurements) {
      Measurement.Found found = measurement.measure(learner);
      sheet.addAll(found.sheet());
      found
          .scores()
          .forEach(
              (name, value) -> {
                listener.say("%s %.2f".formatted(name, value));
                scores.add(new Score(position.stage(), position.step(), name, value));
              });
    }
    report.add(scores, sheet);
  }
}
