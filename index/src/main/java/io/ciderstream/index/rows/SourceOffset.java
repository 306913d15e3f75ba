package io.ciderstream.index.rows;

/**
 * Where in Kafka a change comes from.
 *
 * @param topic topic
 * @param partition partition
 * @param offset offset
 */
public record SourceOffset(String topic, int partition, long offset) {
  /** True if the other is of the same partition and behind this one. */
  public boolean isBefore(SourceOffset other) {
    return topic.equals(other.topic) && partition == other.partition && offset < other.offset;
  }
}
