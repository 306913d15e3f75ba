package io.ciderstream.streams.pending;

/** The offsets that a task must read again by itself: one range, read once. For one thread. */
final class Backlog implements AutoCloseable {
  private final InputLog log;
  private final int partition;
  private InputLog.Reader reader;
  private InputRecord ahead; // read, but not handed out
  private long end;

  Backlog(InputLog log, int partition) {
    this.log = log;
    this.partition = partition;
  }

  boolean isEmpty() {
    return reader == null;
  }

  /** Returns how many offsets are left. */
  long left() {
    return reader == null ? 0 : Math.max(0, end - position());
  }

  private long position() {
    return ahead == null ? reader.position() : ahead.offset();
  }

  /**
   * Adds the range from {@code start} to before {@code newEnd}; an open range only grows at its
   * end.
   */
  void extend(long start, long newEnd) {
    if (reader == null) {
      reader = log.open(partition, start);
    }
    end = newEnd;
  }

  /** Returns the next record, or null if there is none at the moment or none left; never waits. */
  InputRecord next() {
    if (reader == null) {
      return null;
    }
    if (ahead == null && reader.position() < end) {
      ahead = reader.poll();
    }
    if (ahead != null && ahead.offset() < end) {
      InputRecord record = ahead;
      ahead = null;
      return record;
    }
    if (position() >= end) {
      close();
    }
    return null;
  }

  @Override
  public void close() {
    ahead = null;
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }
}
