package io.ciderstream.index.rows;

import static java.util.Objects.requireNonNull;

import io.ciderstream.schemas.RecordPosition;

/**
 * The record that a change comes from.
 *
 * @param topic its topic
 * @param position its position in the topic
 */
public record SourceOffset(String topic, RecordPosition position) {
  /** Rejects null. */
  public SourceOffset {
    requireNonNull(topic, "topic");
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

  /** Returns whether the other is in the same partition of the same topic, at a larger offset. */
  public boolean isBefore(SourceOffset other) {
    return topic.equals(other.topic) && position.isBefore(other.position);
  }
}
