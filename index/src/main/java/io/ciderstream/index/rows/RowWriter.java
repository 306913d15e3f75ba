package io.ciderstream.index.rows;

import io.ciderstream.schemas.CiderException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Writes rows to collections. One thread at a time. Every method throws {@link CiderException}:
 * INDEX_UNAVAILABLE if the server cannot be reached in time, COLLECTION_MISMATCH if a collection is
 * not what it must be, SERVER_TOO_OLD if the server lacks what is asked for.
 */
public interface RowWriter extends AutoCloseable {
  /** Looks at a collection before the first record, if it exists. */
  void check(Target target);

  /**
   * Checks a change against its collection, which is made if it is missing and may be made.
   *
   * @throws CiderException besides, FIELD_INVALID, VECTOR_INVALID or KEY_INVALID for a bad change
   */
  PreparedChange prepare(Target target, RowChange change);

  /** Where the rows of these keys came from; only those that exist. Strongly consistent. */
  Map<RowKey, SourceOffset> sources(Target target, Collection<RowKey> keys);

  /**
   * Makes the changes durable before it returns, but for those that the server refuses. They are
   * one call's worth, at most one to a key.
   *
   * @return the refused ones, with the reason; the others are written
   * @throws CiderException INDEX_UNAVAILABLE: some may have been written; write the same again
   */
  Map<PreparedChange, CiderException> write(Target target, List<PreparedChange> changes);

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
