package io.ciderstream.integrity.run;

import io.ciderstream.index.StoredRows;
import io.ciderstream.integrity.log.LogCodec;
import io.ciderstream.integrity.log.LogTopics;
import io.ciderstream.schemas.Topics;

/**
 * The log and the index that are compared.
 *
 * @param topics names of the topics
 * @param embedderGroup the group that reads {@code images}
 * @param sinkGroup the group that reads {@code descriptors}; if it has committed nothing, nothing
 *     counts as pending in it
 * @param log reads the topics
 * @param codec reads their values
 * @param rows reads the collection
 * @param model which collection that is
 */
public record VerifiedSystem(
    Topics topics,
    String embedderGroup,
    String sinkGroup,
    LogTopics log,
    LogCodec codec,
    StoredRows rows,
    VerifiedModel model) {
  /**
   * A model and its collection.
   *
   * @param hash the model's hash
   * @param collection name of its collection
   */
  public record VerifiedModel(String hash, String collection) {}
}
