package io.ciderstream.streams.runtime;

import io.ciderstream.schemas.ErrorCode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Is notified of what a role does, for metrics. Called from any thread; must not block. */
public interface RoleObserver {
  /** Ignores everything. */
  RoleObserver NONE = new RoleObserver() {};

  /**
   * A record's outcome was written.
   *
   * @param name as in {@link RoleStatus#counts}
   */
  default void outcome(String name) {}

  /**
   * The work on a record is done, though not committed yet.
   *
   * @param age since the record's timestamp
   * @param stages microseconds by stage
   */
  default void worked(Duration age, Map<String, Long> stages) {}

  /**
   * Something failed and is tried again.
   *
   * @param code which; empty for an unexpected exception
   */
  default void failed(Optional<ErrorCode> code) {}

  /** A record is in another partition than that of its key's hash. */
  default void misplaced() {}
}
