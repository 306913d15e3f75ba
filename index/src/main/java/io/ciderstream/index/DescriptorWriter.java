package io.ciderstream.index;

import io.ciderstream.schemas.CiderException;
import java.util.List;
import java.util.Map;

/**
 * Writes the index. One thread at a time. Creates the model's collection, its vector index and the
 * alias when they are missing.
 */
public interface DescriptorWriter extends AutoCloseable {
  /**
   * Makes all changes durable before it returns, but for those at fault themselves. Of several
   * changes to one id the last counts, even if it is refused: the caller writes an older one then.
   *
   * @return the refused changes, by identity, with the reason: VECTOR_INVALID or METADATA_INVALID
   *     for a bad row, ROW_REFUSED if Milvus refuses it, UNEXPECTED if it cannot be encoded
   * @throws CiderException INDEX_UNAVAILABLE if Milvus cannot be reached in time (then some changes
   *     may have been made: write the same list again), COLLECTION_MISMATCH if an existing
   *     collection has other fields
   */
  Map<Change, CiderException> write(List<Change> changes);

  /**
   * Makes all changes durable before it returns.
   *
   * @throws CiderException as {@link #write}, and the reason of the first that is refused; the
   *     others are written then
   */
  default void apply(List<Change> changes) {
    write(changes).values().stream()
        .findFirst()
        .ifPresent(
            refusal -> {
              throw refusal;
            });
  }

  /**
   * Returns the number of calls that were to change rows and were not answered. The server may
   * carry such a call out later, even after a newer one.
   */
  long unanswered();

  /**
   * Sends a call that changes nothing, and returns when the server has answered it.
   *
   * @throws CiderException INDEX_UNAVAILABLE if it does not
   */
  void probe();

  /** Another writer may change the rows of earlier changes from now on. */
  default void released() {}

  @Override
  void close();
}
