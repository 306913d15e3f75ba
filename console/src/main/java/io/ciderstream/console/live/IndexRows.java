package io.ciderstream.console.live;

/** Counts the pictures of the index. */
@FunctionalInterface
public interface IndexRows {
  /**
   * Returns the number of rows; blocks for a limited time.
   *
   * @throws io.ciderstream.schemas.CiderException INDEX_UNAVAILABLE if the index cannot be asked
   */
  long count();
}
