package io.ciderstream.index.rows;

/** A change that was checked against its collection and is ready to be sent. */
public interface PreparedChange {
  /** The key as the collection has it. */
  RowKey key();

  /** The record it comes from. */
  SourceOffset source();

  /** Its size in a call, about. */
  long bytes();
}
