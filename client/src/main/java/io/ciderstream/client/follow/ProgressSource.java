package io.ciderstream.client.follow;

import io.ciderstream.schemas.IndexPosition;
import java.util.Optional;

/**
 * Where the sink reports the position of the index.
 *
 * @param topic the progress topic
 * @param collection the index, as the sink names it there
 * @param modelCollection positions of another model's collection are skipped; empty for all models
 */
public record ProgressSource(String topic, String collection, Optional<String> modelCollection) {
  /** Selects an index of any model. */
  public ProgressSource(String topic, String collection) {
    this(topic, collection, Optional.empty());
  }

  /** Returns the same index, but of one model only. */
  public ProgressSource of(String modelCollection) {
    return new ProgressSource(topic, collection, Optional.of(modelCollection));
  }

  /**
   * Returns what a record of the topic says of this index; empty if it is about another one.
   *
   * @param value of the record; null for a tombstone
   * @param descriptors the topic that the sink reads
   * @throws IllegalArgumentException if it is no position
   */
  public Optional<IndexPosition> position(byte[] value, String descriptors) {
    return Optional.ofNullable(value)
        .map(IndexPosition::parse)
        .filter(position -> position.collection().equals(collection))
        .filter(position -> position.topic().equals(descriptors))
        .filter(this::isOfModel);
  }

  /** Records of earlier versions name no model. */
  private boolean isOfModel(IndexPosition position) {
    return modelCollection.isEmpty()
        || position.modelCollection().isEmpty()
        || position.modelCollection().equals(modelCollection);
  }
}
