package io.ciderstream.cli.metrics;

import io.ciderstream.cli.client.GroupProgress;
import java.time.Duration;
import java.time.Instant;

/** Tells whether a group that has work stands still. One thread. */
final class Stall {
  private final Duration patience;
  private long committed = -1;
  private Instant moved;

  /**
   * @param patience how long it may commit nothing
   */
  Stall(Duration patience) {
    this.patience = patience;
  }

  /** True if there is a backlog and nothing was committed for longer than the patience. */
  boolean isStalled(GroupProgress progress, Instant now) {
    if (moved == null || progress.committed() != committed || progress.backlog() == 0) {
      committed = progress.committed();
      moved = now;
    }
    return moved.plus(patience).isBefore(now);
  }
}
