package io.ciderstream.index.rows;

/** What happens to a record's field that the collection has not. */
public enum Evolution {
  /** The collection gets it. */
  ADD,
  /** It is kept in the dynamic field. */
  DYNAMIC,
  /** The record is refused. */
  REFUSE
}
