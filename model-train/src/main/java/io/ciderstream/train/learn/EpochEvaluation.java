package io.ciderstream.train.learn;

import io.ciderstream.train.learn.measure.Measurement;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.report.ReportImage;
import io.ciderstream.train.learn.report.ReportPage.Score;
import io.ciderstream.train.learn.report.StepFigures;
import io.ciderstream.train.learn.run.RunPosition;
import java.util.ArrayList;
import java.util.List;

/** Measures and reports at the end of an epoch, and keeps the best network. */
final class EpochEvaluation {
  private final Learner learner;
  private final List<Measurement> measurements;
  private final BestModel best;
  private final RunReport report;
  private final TrainListener listener;

  EpochEvaluation(
      Learner learner,
      List<Measurement> measurements,
      BestModel best,
      RunReport report,
      TrainListener listener) {
    this.learner = learner;
    this.measurements = List.copyOf(measurements);
    this.best = best;
    this.report = report;
    this.listener = listener;
  }

  /** Reports a step. */
  void step(String stage, StepFigures figures, long done, long all) {
    report.add(figures);
    listener.step(stage, figures, done, all);
  }

  /** Measures unless this position was measured before the run was resumed. */
  void measureOnce(RunPosition position) {
    if (!report.measured(position)) {
      measure(position);
    }
  }

  void measure(RunPosition position) {
    List<Score> scores = new ArrayList<>();
    List<List<ReportImage>> sheet = new ArrayList<>();
    for (Measurement measurement : measurements) {
      Measurement.Found found = measurement.measure(learner);
      sheet.addAll(found.sheet());
      found
          .scores()
          .forEach(
              (name, value) -> {
                listener.say("%s %.2f".formatted(name, value));
                scores.add(new Score(position.stage(), position.step(), inCsv(name), value));
              });
    }
    best.offer(learner, report.scores(), scores);
    report.add(scores, sheet);
  }

  private static String inCsv(String name) {
    return name.replace(',', ' ');
  }
}
