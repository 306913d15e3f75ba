package io.ciderstream.train.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.train.learn.config.TrainConfig;
import io.ciderstream.train.learn.report.ReportPage.Score;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EarlyStopTest {
  @Test
  void shouldEndAStageThatBecomesNoBetter() {
    assertThat(stalled(2, 1, 10, 12, 11)).isFalse();
    assertThat(stalled(2, 1, 10, 12, 11, 12)).isTrue();
    assertThat(stalled(2, 1, 10, 12, 11, 13)).isFalse();
    assertThat(stalled(0, 1, 10, 9, 8, 7)).isFalse();
  }

  @Test
  void shouldCountTheEvaluationsOfItsStageAlone() {
    List<Score> scores = new ArrayList<>(scores(0, 20, 19));
    scores.addAll(scores(1, 10));

    assertThat(best(1).stalled(scores, 1)).isFalse();
    assertThat(best(1).stalled(scores, 0)).isTrue();
  }

  private static boolean stalled(int patience, int stage, double... values) {
    return best(patience).stalled(scores(stage, values), stage);
  }

  private static List<Score> scores(int stage, double... values) {
    List<Score> scores = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      scores.add(new Score(stage, i, "held mAP", values[i]));
      scores.add(new Score(stage, i, "other", i));
    }
    return scores;
  }

  private static BestModel best(int patience) {
    TrainConfig.Run run =
        new TrainConfig.Run(
            TrainConfig.Run.Compute.CPU,
            TrainConfig.Run.Precision.AUTO,
            1,
            1,
            patience,
            true,
            Optional.empty());
    return new BestModel(run, Path.of("unused"), null, null);
  }
}
