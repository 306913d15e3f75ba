package io.ciderstream.streams.pending;

/** When the outcome of a record may be written. */
public enum Release {
  /** After those of all earlier records of the partition. */
  IN_ORDER,
  /** As soon as it is there. */
  WHEN_DONE
}
