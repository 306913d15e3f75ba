package io.ciderstream.streams.runtime;

import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.streams.pending.PendingLoad;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The status of a role and its counts since the start.
 *
 * @param state of Kafka Streams, or CREATED
 * @param healthy the role runs, and no dependency failed in the last seconds
 * @param counts outcomes by name
 * @param pending what it has accepted and not finished
 * @param retries failed tries that were, or will be, tried again
 * @param lastFailure the latest of these
 */
public record RoleStatus(
    String state,
    boolean healthy,
    Map<String, Long> counts,
    PendingLoad pending,
    long retries,
    Optional<Failure> lastFailure) {

  /**
   * A failure that the role waits out.
   *
   * @param code which; empty for an unexpected exception
   * @param message what happened and what to do
   * @param at when
   */
  public record Failure(Optional<ErrorCode> code, String message, Instant at) {}

  /** Returns the number of records in work. */
  public long pendingRecords() {
    return pending.records();
  }

  /** Returns the bytes of these, and reserved by their work. */
  public long pendingBytes() {
    return pending.bytes();
  }

  /** Returns how many records had this outcome. */
  public long count(String outcome) {
    return counts.getOrDefault(outcome, 0L);
  }
}
