package io.ciderstream.train.learn;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.learn.config.TrainConfig;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.report.ReportPage.Score;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps the network that had the best value of one figure. */
final class BestModel {
  private final Optional<String> figure;
  private final int patience;
  private final Path file;
  private final RunModel models;
  private final TrainListener listener;

  /**
   * Creates a best model.
   *
   * @param run names the figure; without a name it is the first one of the first evaluation
   * @param file where the network is kept
   */
  BestModel(TrainConfig.Run run, Path file, RunModel models, TrainListener listener) {
    this.figure = run.best();
    this.patience = run.patience();
    this.file = file;
    this.models = models;
    this.listener = listener;
  }

  /**
   * Keeps the network if it is better than all before.
   *
   * @param before what was measured before
   * @param now what was measured now, in the order of the evaluations
   */
  void offer(Learner learner, List<Score> before, List<Score> now) {
    if (now.isEmpty()) {
      return;
    }
    Score score = chosen(now);
    boolean better =
        best(before, score.name()).map(most -> score.value() > most.value()).orElse(true);
    if (better && Double.isFinite(score.value())) {
      Map<String, String> note = Map.of("best", text(score));
      models.of(learner.parameters().weights(), note).save(file);
      listener.say("the best %s so far: kept in %s".formatted(score.name(), file));
    }
  }

  /**
   * Returns whether the newest values of a stage are no better than one before them.
   *
   * @param stage counted from 0
   */
  boolean stalled(List<Score> all, int stage) {
    if (patience == 0 || all.isEmpty()) {
      return false;
    }
    List<Score> ofStage =
        all.stream()
            .filter(score -> score.stage() == stage && score.name().equals(name(all)))
            .toList();
    return best(ofStage, name(all))
        .filter(most -> ofStage.size() - 1 - ofStage.indexOf(most) >= patience)
        .isPresent();
  }

  /** Reports if the last network is not the best. */
  void compare(List<Score> all) {
    if (!all.isEmpty()) {
      Score last = all.stream().filter(s -> s.name().equals(name(all))).toList().getLast();
      best(all, last.name())
          .filter(most -> most.value() > last.value())
          .ifPresent(
              most ->
                  listener.say(
                      "the last network has %s %.2f; the best, of stage %d after step %,d, has %.2f and is %s"
                          .formatted(
                              last.name(),
                              last.value(),
                              most.stage() + 1,
                              most.step(),
                              most.value(),
                              file)));
    }
  }

  private static String text(Score score) {
    return "%s %s in stage %d after step %d"
        .formatted(score.name(), score.value(), score.stage() + 1, score.step());
  }

  private String name(List<Score> scores) {
    return figure.orElseGet(() -> scores.getFirst().name());
  }

  private Score chosen(List<Score> now) {
    return now.stream()
        .filter(score -> score.name().equals(name(now)))
        .findFirst()
        .orElseThrow(
            () ->
                new CiderException(
                    ErrorCode.SETTING_INVALID,
                    "In the training configuration, run.best is '%s', but the evaluations have the figures %s."
                        .formatted(
                            figure.orElse(""),
                            now.stream().map(score -> "'" + score.name() + "'").toList())));
  }

  private static Optional<Score> best(List<Score> scores, String name) {
    return scores.stream()
        .filter(score -> score.name().equals(name) && Double.isFinite(score.value()))
        .max(Comparator.comparingDouble(Score::value));
  }
}
