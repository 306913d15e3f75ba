package io.ciderstream.train.learn;

import io.ciderstream.train.learn.measure.Measurement;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.report.ReportImage;
import io.ciderstream.train.learn.report.ReportPage.Score;
import io.ciderstream.train.learn.report.StepFigures;
import io.ciderstream.train.learn.run.RunPosition;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures and reports at the end of an epoch, and keeps the best network: in the first process of
 * a group, while the others wait.
 */
final class EpochEvaluation implements RunProgress {
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

  @Override
  public void step(String stage, StepFigures figures, long done, long all) {
    report.add(figures);
    listener.step(stage, figures, done, all);
  }

  @Override
  public boolean measureOnce(RunPosition position) {
    if (!report.measured(position)) {
      compute(position);
    }
    return learner.group().agree(stalled(position));
  }

  @Override
  public boolean measure(RunPosition position) {
    compute(position);
    return learner.group().agree(stalled(position));
  }

  private boolean stalled(RunPosition position) {
    boolean stalled = best.stalled(report.scores(), position.stage());
    if (stalled) {
      listener.say(
          "stage %d has not become better for run.patience evaluations, so it ends"
              .formatted(position.stage() + 1));
    }
    return stalled;
  }

  private void compute(RunPosition position) {
    List<Score> scores = new ArrayList<>();
    List<Score> losses = new ArrayList<>();
    List<List<ReportImage>> sheet = new ArrayList<>();
    for (Measurement measurement : measurements) {
      listener.say("measuring %s".formatted(measurement.name()));
      Measurement.Found found = measurement.measure(learner);
      sheet.addAll(found.sheet());
      losses.add(
          new Score(position.stage(), position.step(), inCsv(measurement.name()), found.loss()));
      found
          .scores()
          .forEach(
              (name, value) -> {
                listener.say("%s %.2f".formatted(name, value));
                scores.add(new Score(position.stage(), position.step(), inCsv(name), value));
              });
    }
    best.offer(learner, report.scores(), scores);
    report.add(scores, losses, sheet);
  }

  private static String inCsv(String name) {
    return name.replace(',', ' ');
  }
}
