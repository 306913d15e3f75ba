package io.ciderstream.cli.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.cli.client.GroupProgress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StallTest {
  private static final Instant START = Instant.EPOCH;

  private final Stall stall = new Stall(Duration.ofSeconds(60));

  @Test
  void shouldBeStalledOnlyWhenNothingWasCommittedForLong() {
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

  private boolean at(long second, long committed, long backlog) {
    return stall.isStalled(
        new GroupProgress(committed, backlog + 1, backlog), START.plusSeconds(second));
  }
}
