package io.ciderstream.streams.runtime;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.streams.pending.PendingLoad;
import io.ciderstream.streams.pending.PendingMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.streams.processor.TaskId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts for {@link RoleStatus}, and logs failures, though the same one not too often. */
public final class RoleMeter implements PendingMeter {
  private static final Logger LOG = LoggerFactory.getLogger(RoleMeter.class);
  private static final Duration UNHEALTHY_AFTER_FAILURE = Duration.ofSeconds(10);
  private static final Duration LOG_INTERVAL = Duration.ofSeconds(5);

  private final Clock clock;
  private final RoleObserver observer;
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final Map<TaskId, PendingLoad> loads = new ConcurrentHashMap<>();
  private final LongAdder retries = new LongAdder();
  private volatile RoleStatus.Failure lastFailure;
  private volatile Instant lastLogged = Instant.EPOCH;

  /** Creates a meter without an observer. */
  public RoleMeter(Clock clock) {
    this(clock, RoleObserver.NONE);
  }

  /**
   * Creates a role meter.
   *
   * @param clock times failures
   * @param observer is notified of the same
   */
  public RoleMeter(Clock clock, RoleObserver observer) {
    this.clock = clock;
    this.observer = observer;
  }

  /**
   * Counts a record whose work is done.
   *
   * @param timestampMs the record's
   * @param stages microseconds by stage
   */
  public void worked(long timestampMs, Map<String, Long> stages) {
    observer.worked(Duration.ofMillis(Math.max(0, clock.millis() - timestampMs)), stages);
  }

  @Override
  public void count(String outcome) {
    counts.computeIfAbsent(outcome, name -> new LongAdder()).increment();
    observer.outcome(outcome);
  }

  @Override
  public void pending(TaskId task, PendingLoad load) {
    loads.put(task, load);
  }

  /** Returns whether no task of this role has an unfinished record. */
  boolean isIdle() {
    return loads.values().stream().allMatch(PendingLoad::isNone);
  }

  @Override
  public void gone(TaskId task) {
    loads.remove(task);
  }

  /** Counts a failure that is retried. */
  public void failed(Throwable failure) {
    retries.increment();
    Instant now = clock.instant();
    Optional<io.ciderstream.schemas.ErrorCode> code =
        failure instanceof CiderException known ? Optional.of(known.code()) : Optional.empty();
    observer.failed(code);
    lastFailure = new RoleStatus.Failure(code, String.valueOf(failure.getMessage()), now);
    if (lastLogged.plus(LOG_INTERVAL).isBefore(now)) {
      lastLogged = now;
      if (code.isPresent()) {
        LOG.warn("retrying until it succeeds: {}", failure.getMessage());
      } else {
        LOG.error("unexpected failure, retrying until it succeeds", failure);
      }
    }
  }

  /**
   * Counts the candidates of a query that were verified.
   *
   * @see RoleObserver#verified
   */
  public void verified(int checked, int verified) {
    observer.verified(checked, verified);
  }

  RoleStatus status(String state, boolean running) {
    RoleStatus.Failure failure = lastFailure;
    boolean unhealthy =
        failure != null && failure.at().plus(UNHEALTHY_AFTER_FAILURE).isAfter(clock.instant());
    Map<String, Long> totals = new TreeMap<>();
    counts.forEach((name, count) -> totals.put(name, count.sum()));
    return new RoleStatus(
        state,
        running && !unhealthy,
        Map.copyOf(totals),
        loads.values().stream().reduce(PendingLoad.NONE, PendingLoad::plus),
        retries.sum(),
        Optional.ofNullable(failure));
  }
}
