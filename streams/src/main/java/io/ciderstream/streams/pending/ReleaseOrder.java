package io.ciderstream.streams.pending;

/** The order in which outcomes of records are written and committed. */
public enum ReleaseOrder {
  /**
   * Written after those of all earlier records of the partition. Readers see outcomes once they are
   * committed, so a task commits as soon as it has none left to wait for.
   */
  IN_ORDER,
  /** Written, and seen by readers, as soon as it is there; committed from time to time. */
  WHEN_DONE
}
