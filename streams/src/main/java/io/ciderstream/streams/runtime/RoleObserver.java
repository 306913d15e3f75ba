package io.ciderstream.streams.runtime;

import io.ciderstream.schemas.ErrorCode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Receives what a role does, for metrics. Called from any thread; must not block. */
public interface RoleObserver {
  /** Ignores everything. */
  RoleObserver NONE = new RoleObserver() {};

  /**
   * Receives the outcome of a record that was written.
   *
   * @param name as in {@link RoleStatus#counts}
   */
  default void outcome(String name) {}

  /**
   * Receives the times of a record whose work is done, though not committed yet.
   *
   * @param age since the record's timestamp
   * @param stages microseconds by stage
   */
  default void worked(Duration age, Map<String, Long> stages) {}

  /**
   * Receives a failure that is retried.
   *
   * @param code which; empty for an unexpected exception
   */
  default void failed(Optional<ErrorCode> code) {}

  /**
   * Receives that a query's candidates were verified.
   *
   * @param checked how many were compared with the query's picture
   * @param verified how many of them show the same place
   */
  default void verified(int checked, int verified) {}

  /**
   * Receives that a search found a canary.
   *
   * @param stages microseconds by stage, and their total
   */
  default void canary(Map<String, Long> stages) {}

  /** Receives that a canary was not found in time. */
  default void canaryLost() {}

  /**
   * Receives that a search was audited.
   *
   * @param found how many neighbours it has returned, of those that the audit knows
   * @param missed how many it has not
   */
  default void recallAudited(int found, int missed) {}

  /** Receives that a search was not audited, because the audit is busy. */
  default void recallDropped() {}

  /** Receives that a search was not audited, because the audit failed. */
  default void recallFailed() {}

  /** Receives that a record is in another partition than that of its key's hash. */
  default void misplaced() {}
}
