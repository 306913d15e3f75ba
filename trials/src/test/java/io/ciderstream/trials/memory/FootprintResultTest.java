package io.ciderstream.trials.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.trials.results.BenchResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class FootprintResultTest {
  @Test
  void shouldShowTheRatioAndTheSlopeOfEachRole() {
    BenchResult.Builder builder = BenchResult.of("memory");
    new FootprintResult(
            List.of(
                footprint(MeasuredRole.CONSOLE, 10, 2, 40e6),
                footprint(MeasuredRole.EMBEDDER, 10, 3, 1e6),
                footprint(MeasuredRole.CONSOLE, 1_010, 3, 42e6)),
            2_010)
        .addTo(builder);
    BenchResult result = builder.build();
    assertThat(result.tables().getFirst().rows())
        .extracting(row -> row.get("role").getAsString() + " " + row.get("ids").getAsString())
        .containsExactly(
            "console 10",
            "console 1,010",
            "console 2,010 (extended)",
            "console 1,010 / 10",
            "embedder 10");
    assertThat(result.tables().getFirst().rows())
        .extracting(row -> row.get("live heap, MB").getAsDouble())
        .containsExactly(40.0, 42.0, 44.0, 1.05, 1.0);
    assertThat(result.figures())
        .containsEntry("console 1010 / 10 start", 1.5)
        .containsEntry("console 1010 / 10 live heap", 1.05)
        .containsEntry("console 1010 / 10", 1.0);
  }

  private static RoleFootprint footprint(
      MeasuredRole role, long ids, double seconds, double heapBytes) {
    return new RoleFootprint(role, ids, one(seconds), one(heapBytes), one(100e6));
  }

  private static Spread one(double value) {
    return new Spread(value, value, value);
  }
}
