package io.ciderstream.index;

import static java.util.Objects.requireNonNull;

import io.ciderstream.schemas.RecordPosition;

/**
 * The record of the images topic that a row was made from.
 *
 * @param position its position
 * @param timestampMs its timestamp, epoch milliseconds
 */
public record SourcePosition(RecordPosition position, long timestampMs) {
  /** Rejects null. */
  public SourcePosition {
    requireNonNull(position, "position");
  }

  /** Returns the record's partition. */
  public int partition() {
    return position.partition();
  }

  /** Returns the record's offset. */
  public long offset() {
    return position.offset();
  }
}
