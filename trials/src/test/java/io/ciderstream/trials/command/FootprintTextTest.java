package io.ciderstream.trials.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.trials.memory.MeasuredRole;
import io.ciderstream.trials.memory.RoleFootprint;
import io.ciderstream.trials.memory.Spread;
import java.util.List;
import org.junit.jupiter.api.Test;

class FootprintTextTest {
  @Test
  void shouldShowTheRatioAndTheSlopeOfEachRole() {
    String text =
        new FootprintText(
                List.of(
                    footprint(MeasuredRole.CONSOLE, 10, 2, 40e6),
                    footprint(MeasuredRole.EMBEDDER, 10, 3, 1e6),
                    footprint(MeasuredRole.CONSOLE, 1_010, 3, 42e6)),
                2_010)
            .toString();
    assertThat(text.lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "role ids seconds to answer live heap MB resident MB",
            "console 10 2.0 40.0 100",
            "console 1,010 3.0 42.0 100",
            "console 2,010 by slope 4.0 44.0 100",
            "console 1,010 / 10 1.50 1.05 1.00",
            "embedder 10 3.0 1.0 100");
  }

  private static RoleFootprint footprint(
      MeasuredRole role, long ids, double seconds, double heapBytes) {
    return new RoleFootprint(role, ids, one(seconds), one(heapBytes), one(100e6));
  }

  private static Spread one(double value) {
    return new Spread(value, value, value);
  }
}
