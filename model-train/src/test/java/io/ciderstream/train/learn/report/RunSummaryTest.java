package io.ciderstream.train.learn.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.ciderstream.train.learn.loss.LossParts;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunSummaryTest {
  @Test
  void shouldSumUpTheSteps() {
    assertThat(RunSummary.of(List.of(step(30, 600, 3, 900), step(90, 600, 27, 1_200))))
        .containsExactly(
            entry("steps", "2 in 2.0 minutes"),
            entry("speed", "10.0 pictures/s; 25 % of the time it waited for pictures"),
            entry("memory", "1,200 MB resident at most, after a step"));
    assertThat(RunSummary.of(List.of())).isEmpty();
  }

  @Test
  void shouldNameMachineAndVersions() {
    assertThat(RunEnvironment.read().get("machine")).contains(" processors, ");
    assertThat(RunEnvironment.read().get("versions")).startsWith("libtorch ").contains(", Java ");
    assertThat(ResidentMemory.megabytes()).isGreaterThan(10);
  }

  private static StepFigures step(double seconds, int pictures, double waited, double resident) {
    return new StepFigures(
        0, 0, 0, LossParts.NONE, 0.5, 0.01, 7, seconds, pictures, waited, resident);
  }
}
