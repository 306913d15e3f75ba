package io.ciderstream.streams.pending;

import java.time.Duration;
import java.util.ArrayDeque;

/** The offsets that a task must read again by itself: one range, read once. For one thread. */
final class Backlog implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);

  private final InputLog log;
  private final int partition;
  private final ArrayDeque<InputRecord> fetched = new ArrayDeque<>();
  private InputLog.Reader reader;
  private long end;

  Backlog(InputLog log, int partition) {
    this.log = log;
    this.partition = partition;
  }

  boolean isEmpty() {
    return reader == null;
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

  /** The next record, or null if there is none at the moment or none left. */
  InputRecord next() {
    if (reader != null && fetched.isEmpty() && reader.position() < end) {
      fetched.addAll(reader.poll(POLL));
    }
    InputRecord record = fetched.peekFirst();
    if (record != null && record.offset() < end) {
      return fetched.removeFirst();
    }
    if (reader != null && (record != null || reader.position() >= end)) {
      close();
    }
    return null;
  }

  @Override
  public void close() {
    fetched.clear();
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }
}
