package io.ciderstream.integrity.result;

/** Whether the index is equal to the log. */
public enum IndexVerdict {
  /** It is, up to the position. */
  EQUAL,
  /** What was compared is equal, but some records are not in the index yet. */
  BEHIND,
  /** It is not. */
  DIFFERENT
}
