package io.ciderstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofMillis(400);

  @Test
  void shouldGrowUpToTheLongest() {
    Backoff pauses = new Backoff(FIRST, LONGEST, () -> 0);
    assertThat(Stream.generate(pauses::next).limit(4).map(Duration::toMillis))
        .containsExactly(100L, 200L, 400L, 400L);
  }

  @Test
  void shouldStartAgainWithTheFirstPause() {
    Backoff pauses = Backoff.exact(FIRST, LONGEST);
    assertThat(pauses.next()).isEqualTo(FIRST);
    assertThat(pauses.next()).isEqualTo(FIRST.multipliedBy(2));
    pauses.reset();
    assertThat(pauses.next()).isEqualTo(FIRST);
  }

  @Test
  void shouldBeShorterByUpToAQuarter() {
    assertThat(new Backoff(FIRST, LONGEST, () -> 1).next()).isEqualTo(Duration.ofMillis(75));
    Backoff random = Backoff.jittered(FIRST, FIRST);
    assertThat(Stream.generate(random::next).limit(1000))
        .allMatch(pause -> pause.toMillis() >= 75 && pause.compareTo(FIRST) <= 0)
        .anyMatch(pause -> pause.compareTo(FIRST) < 0);
  }
}
