package io.ciderstream.streams.searcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @ParameterizedTest
  @ValueSource(
      strings = {"2026-01-01T00:00:01Z", "9999-12-31T23:59:59Z", "+1000000-01-01T00:00:00Z"})
  void shouldTakeATurnHoweverFarTheDeadline(String deadline) throws InterruptedException {
    Limits limits = until(Instant.parse(deadline));
    Semaphore turns = new Semaphore(1);

    limits.awaitTurn(turns);

    assertThat(turns.availablePermits()).isZero();
    assertThat(limits.left()).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-01-01T00:00:00Z", "-1000000-01-01T00:00:00Z"})
  void shouldNotWaitForATurnPastTheDeadline(String deadline) {
    Limits limits = until(Instant.parse(deadline));
    assertThatThrownBy(() -> limits.awaitTurn(new Semaphore(0)))
        .isInstanceOfSatisfying(
            CiderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_PASSED));
  }

  @Test
  void shouldWaitWithoutADeadline() throws InterruptedException {
    Semaphore turns = new Semaphore(1);
    Limits.startingNow(CLOCK, Duration.ofSeconds(5)).awaitTurn(turns);
    assertThat(turns.availablePermits()).isZero();
  }

  private static Limits until(Instant deadline) {
    return Limits.startingNow(CLOCK, Duration.ofSeconds(5)).withDeadline(Optional.of(deadline));
  }
}
