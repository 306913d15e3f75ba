package io.ciderstream.client.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupProgressTest {
  private final GroupProgress progress =
      new GroupProgress(
          Map.of(
              0, new GroupProgress.Partition(5, 25),
              1, new GroupProgress.Partition(9, 10),
              2, new GroupProgress.Partition(7, 7)));

  @Test
  void shouldSumItsPartitions() {
    assertThat(progress.committed()).isEqualTo(21);
    assertThat(progress.lag()).isEqualTo(21);
  }

  @Test
  void shouldNotTakeATransactionMarkerAtTheEndForWork() {
    assertThat(progress.backlog()).isEqualTo(19);
    assertThat(progress.partitions().get(1).backlog()).isZero();
  }

  @Test
  void shouldNotHaveANegativeLagBehindATruncatedTopic() {
    GroupProgress.Partition truncated = new GroupProgress.Partition(30, 25);
    assertThat(truncated.lag()).isZero();
    assertThat(truncated.backlog()).isZero();
  }
}
