package io.ciderstream.index.rows;

import io.ciderstream.index.ChangeWriter;

/**
 * Writes rows to collections. One thread at a time. A change is rejected with FIELD_INVALID,
 * VECTOR_INVALID or KEY_INVALID if it does not fit its collection, and with ROW_REFUSED if the
 * server rejects it. A write fails with INDEX_UNAVAILABLE if the server cannot be reached in time,
 * COLLECTION_MISMATCH if a collection is not what it must be, and SERVER_TOO_OLD if the server
 * lacks what is requested.
 */
public interface RowWriter extends ChangeWriter<TargetedChange> {
  /**
   * Checks a collection before the first record, if it exists.
   *
   * @throws io.ciderstream.schemas.CiderException see {@link RowWriter}
   */
  void check(Target target);
}
