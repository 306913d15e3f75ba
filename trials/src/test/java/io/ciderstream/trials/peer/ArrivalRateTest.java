package io.ciderstream.trials.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ArrivalRateTest {
  private final ArrivalRate rate = new ArrivalRate();

  @Test
  void shouldCountBetweenTheFirstAndTheLastTenthByTheTimeOfEachBatch() {
    rate.add(1_700_000_012.0, 40);
    rate.add(1_700_000_010.0, 10);
    rate.add(1_700_000_014.0, 40);
    rate.add(1_700_000_099.0, 10);
    assertThat(rate.pictures()).isEqualTo(100);
    assertThat(rate.perSecond()).isCloseTo(20, within(1e-6));
  }

  @Test
  void shouldRejectBatchesAtOneMoment() {
    rate.add(5, 50);
    rate.add(5, 30);
    rate.add(6, 20);
    assertThatThrownBy(rate::perSecond).hasMessageContaining("100 pictures are too few");
  }
}
