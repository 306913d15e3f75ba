package io.ciderstream.schemas;

/** The kinds of errors, by what they mean for the current record and for the role. */
public enum ErrorKind {
  /** The record is invalid: answer or dead-letter it at once and continue. */
  INPUT,
  /** Something unreachable or slow: stop, wait with growing pauses, never drop or dead-letter. */
  DEPENDENCY,
  /**
   * Unexpected, and for this record only: try it a bounded number of times while other records
   * succeed, then dead-letter it (or answer its query) with the code and the cause, and continue.
   */
  RECORD,
  /** The configuration is invalid: refuse to start and name what to change. */
  CONFIGURATION
}
