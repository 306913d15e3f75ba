package io.ciderstream.index;

/** One change of the index, in the order of the log. */
public sealed interface Change {
  /** The image id it is about. */
  String id();

  /** The row replaces what the index has under its id. */
  record Upsert(Row row) implements Change {
    @Override
    public String id() {
      return row.id();
    }
  }

  /** The row of this id goes, if there is one. */
  record Delete(String id) implements Change {}
}
