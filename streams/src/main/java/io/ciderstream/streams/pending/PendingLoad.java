package io.ciderstream.streams.pending;

/**
 * The records that a task has accepted and not finished.
 *
 * @param records in work
 * @param bytes of these, and reserved by their work
 * @param left offsets that are not in memory, and are read again once there is room
 */
public record PendingLoad(long records, long bytes, long left) {
  /** Nothing. */
  public static final PendingLoad NONE = new PendingLoad(0, 0, 0);

  /** Returns the sum. */
  public PendingLoad plus(PendingLoad other) {
    return new PendingLoad(records + other.records, bytes + other.bytes, left + other.left);
  }

  /** Returns whether everything is finished. */
  public boolean isNone() {
    return records == 0 && left == 0;
  }
}
