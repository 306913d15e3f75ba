package io.ciderstream.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.client.admin.GroupProgress;
import io.ciderstream.client.admin.GroupProgress.Partition;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StallDetectorTest {
  private final StallDetector stall = new StallDetector(Duration.ofSeconds(60));

  @Test
  void shouldBeStalledOnlyWhenNothingWasFinishedForLong() {
    assertThat(at(0, 10, 5)).isFalse();
    assertThat(at(60, 10, 50)).isFalse();
    assertThat(at(61, 10, 50)).isTrue();
    assertThat(at(62, 11, 50)).isFalse();
    assertThat(at(122, 11, 50)).isFalse();
    assertThat(at(123, 11, 50)).isTrue();
  }

  @Test
  void shouldNotBeStalledWithoutWork() {
    assertThat(at(0, 10, 0)).isFalse();
    assertThat(at(600, 10, 0)).isFalse();
    assertThat(at(660, 10, 1)).isFalse();
    assertThat(at(661, 10, 1)).isTrue();
  }

  @Test
  void shouldFindThePartitionThatStandsStillWhileAnotherMoves() {
    for (int second = 0; second <= 120; second++) {
      Map<Integer, Partition> partitions =
          Map.of(0, new Partition(5, 500), 1, new Partition(second, 500));
      Set<Integer> stalled = stall.stalled(new GroupProgress(partitions), nanos(second));
      assertThat(stalled).isEqualTo(second > 60 ? Set.of(0) : Set.of());
    }
  }

  private boolean at(long second, long committed, long backlog) {
    Partition partition = new Partition(committed, committed + backlog + 1);
    return !stall.stalled(new GroupProgress(Map.of(0, partition)), nanos(second)).isEmpty();
  }

  private static long nanos(long second) {
    return Duration.ofSeconds(second).toNanos();
  }
}
