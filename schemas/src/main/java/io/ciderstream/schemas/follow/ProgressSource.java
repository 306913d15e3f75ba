package io.ciderstream.schemas.follow;

import io.ciderstream.schemas.IndexPosition;
import java.util.Optional;

/**
 * Where the sink says how far the index is.
 *
 * @param topic the progress topic
 * @param collection the index, as the sink names it there
 */
public record ProgressSource(String topic, String collection) {
  /**
   * What a record of the topic says of this index; empty if it is about another one.
   *
   * @param value of the record; null for a tombstone
   * @param descriptors the topic that the sink reads
   * @throws IllegalArgumentException if it is no position
   */
  public Optional<IndexPosition> position(byte[] value, String descriptors) {
    return Optional.ofNullable(value)
        .map(IndexPosition::parse)
        .filter(said -> said.collection().equals(collection))
        .filter(said -> said.topic().equals(descriptors));
  }
}
