package io.ciderstream.schemas;

/** What an error means for the record at hand and for the role that met it. */
public enum ErrorKind {
  /** The record is at fault: answer or dead-letter it at once and go on. */
  INPUT,
  /** Something out of reach or slow: stop, wait with growing pauses, never drop or dead-letter. */
  DEPENDENCY,
  /** The set-up is at fault: refuse to start and say what to change. */
  CONFIGURATION
}
