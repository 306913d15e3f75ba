package io.ciderstream.streams.pending;

/**
 * How much one instance may keep in memory, over all its tasks.
 *
 * @param records most pending records, 1 or more; a task may always have one
 * @param bytes most bytes of pending records and of what their work reserves; one record of each
 *     task may exceed it
 */
public record Bounds(int records, long bytes) {
  // a fraction, so that a task is held back before what is still on its way overfills it
  private static final int BATCHES = 8;
  private static final int MOST_RECORDS = 16;
  private static final long MOST_BYTES = 1 << 20;

  /** Returns the most records that a consumer returns per poll. */
  public int batchRecords() {
    return Math.clamp(records / BATCHES, 1, MOST_RECORDS);
  }

  /** Returns the most bytes that a consumer fetches of one partition at a time. */
  public int batchBytes() {
    return (int) Math.clamp(bytes / BATCHES, 1, MOST_BYTES);
  }
}
