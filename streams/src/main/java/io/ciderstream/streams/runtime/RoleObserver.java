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

  /** Receives that a record is in another partition than that of its key's hash. */
  default void misplaced() {}
}
