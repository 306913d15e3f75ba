package io.ciderstream.train.learn.optimise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LearningRateTest {
  @Test
  void shouldFallAlongHalfACosineFromStepToStep() {
    LearningRate rate = new LearningRate(1e-3, 3e-6, 0, 100);

    assertThat(rate.at(0)).isEqualTo(1e-3);
    assertThat(rate.at(50)).isCloseTo((1e-3 + 3e-6) / 2, within(1e-12));
    assertThat(rate.at(25))
        .isCloseTo(3e-6 + (1e-3 - 3e-6) * (1 + Math.sqrt(0.5)) / 2, within(1e-12));
    assertThat(rate.at(100)).isCloseTo(3e-6, within(1e-15));
  }

  @Test
  void shouldWarmUpInAStraightLine() {
    LearningRate rate = new LearningRate(0.9, 0, 8, 90);

    assertThat(rate.at(0)).isCloseTo(0.1, within(1e-12));
    assertThat(rate.at(7)).isCloseTo(0.8, within(1e-12));
    assertThat(rate.at(8)).isEqualTo(0.9);
    assertThat(rate.at(89)).isLessThan(0.001);
  }
}
