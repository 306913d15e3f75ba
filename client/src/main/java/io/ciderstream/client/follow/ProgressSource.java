package io.ciderstream.client.follow;

import io.ciderstream.schemas.IndexPosition;
import java.util.Optional;

/**
 * Where the sink says how far the index is.
 *
 * @param topic the progress topic
 * @param collection the index, as the sink names it there
 * @param modelCollection what is said of another model's collection is passed over; empty for all
 *     models
 */
public record ProgressSource(String topic, String collection, Optional<String> modelCollection) {
  /** An index whatever the model. */
  public ProgressSource(String topic, String collection) {
    this(topic, collection, Optional.empty());
  }

  /** Returns the same index, but of one model only. */
  public ProgressSource of(String modelCollection) {
    return new ProgressSource(topic, collection, Optional.of(modelCollection));
  }

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
        .filter(said -> said.topic().equals(descriptors))
        .filter(this::isOfModel);
  }

  /** Records of earlier versions name no model. */
  private boolean isOfModel(IndexPosition said) {
    return modelCollection.isEmpty()
        || said.modelCollection().isEmpty()
        || said.modelCollection().equals(modelCollection);
  }
}
