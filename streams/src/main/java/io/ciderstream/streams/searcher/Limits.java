package io.ciderstream.streams.searcher;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long the searcher works on one query.
 *
 * @param deadline after which no answer is needed
 * @param budgetEnd after which the searcher stops
 */
record Limits(Clock clock, Optional<Instant> deadline, Instant budgetEnd) {

  /** Returns the limits of a query that begins now and may take this long. */
  static Limits startingNow(Clock clock, Duration budget) {
    return new Limits(clock, Optional.empty(), clock.instant().plus(budget));
  }

  /** Returns these limits with the deadline that the query names. */
  Limits withDeadline(Optional<Instant> asked) {
    return new Limits(clock, asked, budgetEnd);
  }

  /** Returns what is left of both; zero or less when the time is over. */
  Duration left() {
    Instant end = deadline.filter(budgetEnd::isAfter).orElse(budgetEnd);
    return Duration.between(clock.instant(), end);
  }

  boolean isOver() {
    Duration left = left();
    return left.isNegative() || left.isZero();
  }

  /** Requires that the deadline has not passed, else fails with DEADLINE_PASSED. */
  void requireBeforeDeadline() {
    if (deadline.isPresent() && !clock.instant().isBefore(deadline.get())) {
      throw new CiderException(
          ErrorCode.DEADLINE_PASSED, "The deadline was %s.".formatted(deadline.get()));
    }
  }
}
