package io.ciderstream.connectors.write;

import io.ciderstream.index.WritePermit;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Permits writes only while this task certainly still owns its partitions, so that a worker that
 * was stopped or cut off from Kafka writes nothing after another has taken over. The broker
 * reassigns the partitions no earlier than a session timeout after it received the last heartbeat
 * of a member, and no earlier than {@code max.poll.interval.ms} after the member's last poll. So no
 * write starts later than the lease's length after an answered heartbeat was sent, nor after most
 * of the poll interval since the last {@code put}. A write that started by then ends within the
 * deadline of a call, for which the next owner waits ({@link UncertainWrites}).
 *
 * <p>Only {@link System#nanoTime} counts, and each piece of evidence has the earliest possible
 * time: an answer that is read from a socket's buffer after the process was stopped is as old as
 * its request. An answer may also be a rejection; the metrics do not show which. While the lease is
 * valid it cannot be one. After the lease has expired, an answer counts only if the consumer has
 * polled since, because a member that was rejected loses its partitions in that poll. Safe for use
 * by several threads.
 */
public final class WriteLease implements WritePermit {
  private final long length;
  private final long pollInterval;
  private final LongSupplier nanoTime;
  private long evidence;
  private long put;
  private long lastSample;
  private long lastChange;
  private OptionalLong answers = OptionalLong.empty();
  private Long answered;
  private Long answeredBeforePoll;

  /**
   * Creates a write lease.
   *
   * @param limits how long the lease lasts
   * @param nanoTime as {@link System#nanoTime}
   */
  public WriteLease(LeaseLimits limits, LongSupplier nanoTime) {
    this.length = limits.length().toNanos();
    this.pollInterval = limits.pollInterval().toNanos() / 10 * 9;
    this.nanoTime = nanoTime;
    start();
  }

  /** Starts the lease when the group has assigned partitions to this task. */
  public synchronized void start() {
    evidence = nanoTime.getAsLong();
    put = evidence;
    lastSample = evidence;
    lastChange = evidence;
    answers = OptionalLong.empty();
    answered = null;
    answeredBeforePoll = null;
  }

  /**
   * Notes a sample of the consumer's heartbeats.
   *
   * @param heartbeats how many were answered so far; empty if unknown, in which case a process that
   *     was not stopped counts as having sent them
   * @param slowest at least the time that the newest of them took
   */
  public synchronized void noteHeartbeats(OptionalLong heartbeats, Duration slowest) {
    long now = nanoTime.getAsLong();
    if (heartbeats.isEmpty()) {
      if (!isExpired(now) && now - lastSample < length) {
        evidence = now;
      }
    } else if (answers.isPresent() && heartbeats.getAsLong() > answers.getAsLong()) {
      boolean several = heartbeats.getAsLong() > answers.getAsLong() + 1;
      // one heartbeat is in flight at a time, so this one was sent after the one before was
      // answered
      long sent = later(several ? lastSample : lastChange, lastSample - slowest.toNanos());
      answered = answered == null ? sent : later(answered, sent);
      if (!isExpired(now)) {
        evidence = later(evidence, answered);
      }
      lastChange = lastSample;
    }
    answers = heartbeats;
    lastSample = now;
  }

  /** Notes that Connect delivers records, so the consumer has polled since the last delivery. */
  public synchronized void notePoll() {
    put = nanoTime.getAsLong();
    if (isExpired(put)) {
      if (answers.isEmpty()) {
        evidence = put;
      } else if (answeredBeforePoll != null) {
        evidence = later(evidence, answeredBeforePoll);
      }
    }
    answeredBeforePoll = answered;
  }

  @Override
  public synchronized void require() {
    long now = nanoTime.getAsLong();
    if (length > 0 && isExpired(now)) {
      throw refused("no heartbeat to the sink's consumer group was answered", now - evidence);
    }
    if (length > 0 && now - put > pollInterval) {
      throw refused("the sink's consumer has not polled", now - put);
    }
  }

  private boolean isExpired(long now) {
    return now - evidence > length;
  }

  private static long later(long a, long b) {
    return a - b > 0 ? a : b;
  }

  private static CiderException refused(String what, long nanos) {
    return new CiderException(
        ErrorCode.BROKER_UNAVAILABLE,
        "For %d ms, %s, so another worker may own the partitions. The task writes nothing until it certainly owns them."
            .formatted(Duration.ofNanos(nanos).toMillis(), what));
  }
}
