package io.ciderstream.streams.searcher;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Until when one query is worked on.
 *
 * @param deadline after which no answer is wanted
 * @param budgetEnd after which the searcher gives up
 */
record Limits(Clock clock, Optional<Instant> deadline, Instant budgetEnd) {

  /** What is left of both; zero or less when the time is over. */
  Duration left() {
    Instant end = deadline.filter(budgetEnd::isAfter).orElse(budgetEnd);
    return Duration.between(clock.instant(), end);
  }

  boolean isOver() {
    Duration left = left();
    return left.isNegative() || left.isZero();
  }

  /** Refuses with DEADLINE_PASSED. */
  void requireBeforeDeadline() {
    if (deadline.isPresent() && !clock.instant().isBefore(deadline.get())) {
      throw new CiderException(
          ErrorCode.DEADLINE_PASSED, "The deadline was %s.".formatted(deadline.get()));
    }
  }
}
