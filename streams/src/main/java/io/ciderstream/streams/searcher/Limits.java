package io.ciderstream.streams.searcher;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How long the searcher works on one query. For the thread of that query. */
final class Limits {
  /** The nanoseconds until a deadline centuries away do not fit into a long. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  private final Clock clock;
  private final Optional<Instant> deadline;
  private Instant budgetEnd;

  /**
   * Creates limits.
   *
   * @param deadline after which no answer is needed
   * @param budgetEnd after which the searcher stops
   */
  Limits(Clock clock, Optional<Instant> deadline, Instant budgetEnd) {
    this.clock = clock;
    this.deadline = deadline;
    this.budgetEnd = budgetEnd;
  }

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

  /**
   * Waits for a turn behind other queries. The budget does not run meanwhile, because nothing is
   * wrong with what the query needs; the deadline does.
   *
   * @throws CiderException DEADLINE_PASSED
   */
  void awaitTurn(Semaphore turns) throws InterruptedException {
    Duration budget = Duration.between(clock.instant(), budgetEnd);
    while (!turns.tryAcquire(untilDeadline().toNanos(), TimeUnit.NANOSECONDS)) {
      requireBeforeDeadline();
    }
    budgetEnd = clock.instant().plus(budget);
  }

  private Duration untilDeadline() {
    return deadline
        .map(end -> Duration.between(clock.instant(), end))
        .filter(wait -> wait.compareTo(LONGEST_WAIT) < 0)
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
        .orElse(LONGEST_WAIT);
  }

  /** Requires that the deadline has not passed, else fails with DEADLINE_PASSED. */
  void requireBeforeDeadline() {
    if (deadline.isPresent() && !clock.instant().isBefore(deadline.get())) {
      throw new CiderException(
          ErrorCode.DEADLINE_PASSED, "The deadline was %s.".formatted(deadline.get()));
    }
  }
}
