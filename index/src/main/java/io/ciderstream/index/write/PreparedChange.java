package io.ciderstream.index.write;

import io.ciderstream.index.rows.RowKey;

/**
 * A change whose key and size are known.
 *
 * @param <E> the form in which it is sent
 */
public interface PreparedChange<E> {
  /**
   * Returns the group that is written together, such as a collection. Keys are unique within it.
   */
  Object group();

  /** Returns the key as it is stored. */
  RowKey key();

  /** Returns the approximate size in a call. */
  long bytes();

  /**
   * Returns the change in the form in which it is sent.
   *
   * @throws io.ciderstream.schemas.CiderException if it is invalid
   */
  E encoded();
}
