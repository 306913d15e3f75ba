package io.ciderstream.streams.canary;

import io.ciderstream.schemas.RecordPosition;
import java.time.Duration;

/** Waits for the index position. */
@FunctionalInterface
public interface PositionWait {
  /**
   * Waits until the index has reached a position.
   *
   * @throws io.ciderstream.schemas.CiderException INDEX_BEHIND if that takes longer
   */
  void await(RecordPosition position, Duration left) throws InterruptedException;
}
