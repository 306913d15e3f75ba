package io.ciderstream.index.rows;

/** The treatment of a record's field that the collection lacks. */
public enum Evolution {
  /** The field is added to the collection. */
  ADD,
  /** The value is stored in the dynamic field. */
  DYNAMIC,
  /** The record is rejected. */
  REFUSE
}
