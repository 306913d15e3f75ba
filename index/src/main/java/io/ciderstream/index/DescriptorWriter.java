package io.ciderstream.index;

import java.util.List;

/**
 * Writes the index. One thread at a time. Creates the model's collection, its vector index and the
 * alias when they are missing.
 */
public interface DescriptorWriter extends LateCalls, AutoCloseable {
  /**
   * Makes all changes durable before it returns. Of several changes to one id the last wins.
   *
   * @throws io.ciderstream.schemas.CiderException INDEX_UNAVAILABLE if Milvus cannot be reached in
   *     time (then some changes may have been made: apply the same list again), VECTOR_INVALID or
   *     METADATA_INVALID for a bad row (then it was not written, but others may have been),
   *     COLLECTION_MISMATCH if an existing collection has other fields
   */
  void apply(List<Change> changes);

  @Override
  void close();
}
