package io.ciderstream.streams.runtime;

import io.ciderstream.schemas.ErrorCode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a role does and did since its start.
 *
 * @param state of Kafka Streams, or CREATED
 * @param healthy the role runs, and no dependency failed in the last seconds
 * @param counts outcomes by name
 * @param pendingRecords records in work
 * @param pendingBytes their bytes
 * @param retries failed tries that were, or will be, tried again
 * @param lastFailure the latest of these
 */
public record RoleStatus(
    String state,
    boolean healthy,
    Map<String, Long> counts,
    long pendingRecords,
    long pendingBytes,
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

  /** How many records had this outcome. */
  public long count(String outcome) {
    return counts.getOrDefault(outcome, 0L);
  }
}
