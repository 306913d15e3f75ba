package io.ciderstream.trials.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void shouldExtendTheLineThroughTheMedians() {
    Spread few = Spread.of(List.of(3.0, 1.0, 2.0));
    assertThat(few).isEqualTo(new Spread(1, 2, 3));
    assertThat(few.extrapolate(10, new Spread(4, 12, 20), 110, 1_110)).isEqualTo(112);
  }

  @Test
  void shouldTakeWhatIsWithinTheSpreadAsConstant() {
    Spread few = new Spread(1, 2, 3);
    assertThat(few.extrapolate(10, new Spread(3, 4, 5), 110, 1_000_000)).isEqualTo(4);
    assertThat(few.extrapolate(10, new Spread(0.5, 1, 5), 110, 1_000_000)).isEqualTo(1);
  }
}
