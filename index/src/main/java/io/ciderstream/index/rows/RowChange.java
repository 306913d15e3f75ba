package io.ciderstream.index.rows;

/** One change of a collection, in the order of the log. */
public sealed interface RowChange {
  /** The primary key it is about. */
  RowKey key();

  /** The record it comes from. */
  SourceOffset source();

  /** The row replaces what the collection has under its key. */
  record Upsert(SinkRow row, SourceOffset source) implements RowChange {
    @Override
    public RowKey key() {
      return row.key();
    }
  }

  /** The row of this key goes, if there is one. */
  record Delete(RowKey key, SourceOffset source) implements RowChange {}
}
