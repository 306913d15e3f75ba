package io.ciderstream.streams.pending;

/**
 * The memory that the work on one record needs beyond the record itself, such as a fetched picture.
 * It counts against the same budget of the instance as the pending records do. What is still
 * reserved when {@link RecordWork#process} returns or throws is given back by itself. Any thread.
 */
public interface PendingBytes {
  /** For work outside a role: everything is granted and nothing is counted. */
  PendingBytes UNBOUNDED =
      new PendingBytes() {
        @Override
        public void reserve(long bytes) {}

        @Override
        public void release(long bytes) {}
      };

  /**
   * Waits until the instance has room, and reserves. The first unfinished record of a partition is
   * never held up: it is granted every request at once, even beyond the budget. So the work always
   * continues, and an instance exceeds its budget by one record's need for each partition at most.
   *
   * @param bytes 0 or more
   */
  void reserve(long bytes) throws InterruptedException;

  /**
   * Gives back earlier than at the end of the work.
   *
   * @param bytes no more than is reserved; what is above that is ignored
   */
  void release(long bytes);
}
