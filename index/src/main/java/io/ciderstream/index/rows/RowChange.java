package io.ciderstream.index.rows;

/** One change of a collection, in the order of the log. */
public sealed interface RowChange {
  /** Returns the primary key whose row changes. */
  RowKey key();

  /** Returns the record that the change comes from. */
  SourceOffset source();

  /** Replaces the row of its key, or adds it. */
  record Upsert(SinkRow row, SourceOffset source) implements RowChange {
    @Override
    public RowKey key() {
      return row.key();
    }
  }

  /** Deletes the row of this key, if there is one. */
  record Delete(RowKey key, SourceOffset source) implements RowChange {}
}
