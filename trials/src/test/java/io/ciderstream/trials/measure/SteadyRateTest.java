package io.ciderstream.trials.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SteadyRateTest {
  private long now;
  private final SteadyRate rate = new SteadyRate(() -> now);

  private void through(int done, double second) {
    now = (long) (second * 1e9);
    rate.accept(done, 100);
  }

  @Test
  void shouldLeaveOutTheFirstAndTheLastTenth() {
    through(0, 0);
    through(10, 3);
    through(10, 3.5);
    through(50, 5);
    through(90, 7);
    through(100, 20);
    assertThat(rate.perSecond()).isCloseTo(20, within(1e-9));
  }

  @Test
  void shouldRefuseToGuessFromTooFewSteps() {
    through(0, 0);
    through(40, 2);
    through(100, 4);
    assertThatThrownBy(rate::perSecond).hasMessageContaining("100 pictures are too few");
  }
}
