package io.ciderstream.trials.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WorkloadTest {
  @Test
  void shouldGiveTheSameUpdateForTheSameNumber() {
    Workload workload = Workload.mixed(100, 10, 8, 4);
    for (long number = 0; number < 100; number++) {
      assertThat(workload.update(number))
          .usingRecursiveComparison()
          .isEqualTo(Workload.mixed(100, 10, 8, 4).update(number));
    }
  }

  @Test
  void shouldMakeATenthOfTheUpdatesTombstones() {
    Workload workload = Workload.mixed(10_000, 10, 2, 1);
    long tombstones =
        LongStream.range(0, 10_000).filter(n -> workload.update(n).vector() == null).count();
    assertThat(tombstones / 10_000.0).isCloseTo(0.1, within(0.02));
  }

  @Test
  void shouldGiveEachRowADifferentKeyAndAUnitVector() {
    Workload workload = Workload.rows(50, 16);
    assertThat(LongStream.range(0, 50).mapToObj(n -> workload.update(n).key()).distinct())
        .hasSize(50);
    double squares = 0;
    for (float value : workload.update(7).vector()) {
      squares += value * value;
    }
    assertThat(squares).isCloseTo(1, within(1e-5));
  }

  @Test
  void shouldRejectAnEmptyWorkload() {
    assertThatThrownBy(() -> Workload.rows(0, 4)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Workload.mixed(1, 1, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
