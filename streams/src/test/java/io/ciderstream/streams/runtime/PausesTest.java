package io.ciderstream.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PausesTest {
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofMillis(400);

  @Test
  void shouldGrowUpToTheLongest() {
    Pauses pauses = new Pauses(FIRST, LONGEST, () -> 0);
    assertThat(Stream.generate(pauses::next).limit(4).map(Duration::toMillis))
        .containsExactly(100L, 200L, 400L, 400L);
  }

  @Test
  void shouldBeShorterByUpToAQuarter() {
    assertThat(new Pauses(FIRST, LONGEST, () -> 1).next()).isEqualTo(Duration.ofMillis(75));
    Pauses random = new Pauses(FIRST, FIRST);
    assertThat(Stream.generate(random::next).limit(1000))
        .allMatch(pause -> pause.toMillis() >= 75 && pause.compareTo(FIRST) <= 0)
        .anyMatch(pause -> pause.compareTo(FIRST) < 0);
  }
}
