package io.ciderstream.streams.pending;

/** The work on one record. Runs on its own thread and may block. */
@FunctionalInterface
public interface RecordWork {
  /**
   * Works until there is an outcome; waits by itself while something is unreachable.
   *
   * @param bytes to be asked before the work holds more than the record, such as a fetched picture
   * @throws InterruptedException when the task is cancelled; the record is delivered again
   */
  Outcome process(InputRecord record, PendingBytes bytes) throws InterruptedException;
}
