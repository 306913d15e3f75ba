package io.ciderstream.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  private Clock clock = Clock.fixed(START, ZoneOffset.UTC);
  private final TokenBuckets buckets =
      new TokenBuckets(
          2,
          3,
          new Clock() {
            @Override
            public ZoneOffset getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
              return this;
            }

            @Override
            public Instant instant() {
              return clock.instant();
            }
          });

  private int taken(String client) {
    int taken = 0;
    while (taken < 100 && buckets.take(client)) {
      taken++;
    }
    return taken;
  }

  @Test
  void shouldAllowABurstAndThenTheRate() {
    assertThat(taken("a")).isEqualTo(3);
    clock = Clock.offset(clock, Duration.ofSeconds(1));
    assertThat(taken("a")).isEqualTo(2);
    clock = Clock.offset(clock, Duration.ofHours(1));
    assertThat(taken("a")).isEqualTo(3);
  }

  @Test
  void shouldCountEachClientForItself() {
    assertThat(taken("a")).isEqualTo(3);
    assertThat(taken("b")).isEqualTo(3);
  }
}
