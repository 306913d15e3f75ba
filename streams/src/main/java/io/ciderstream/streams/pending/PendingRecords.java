package io.ciderstream.streams.pending;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InterruptException;

/** Records whose work runs, in the order of their offsets. For one thread. */
final class PendingRecords {
  private static final class Entry {
    final long offset;
    final long bytes;
    final Future<Outcome> work;
    boolean released;

    Entry(long offset, long bytes, Future<Outcome> work) {
      this.offset = offset;
      this.bytes = bytes;
      this.work = work;
    }
  }

  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private final Release release;
  private final Bounds bounds;
  private long bytes;

  PendingRecords(Release release, Bounds bounds) {
    this.release = release;
    this.bounds = bounds;
  }

  void add(long offset, long size, Future<Outcome> work) {
    entries.addLast(new Entry(offset, size, work));
    bytes += size;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  boolean isFull() {
    return entries.size() >= bounds.records() || bytes >= bounds.bytes();
  }

  int count() {
    return entries.size();
  }

  long bytes() {
    return bytes;
  }

  /** The first offset that is still pending; only if there is one. */
  long firstOffset() {
    return entries.getFirst().offset;
  }

  /**
   * Hands over the outcomes that may be written now.
   *
   * @return the last offset that left, or -1 if none did
   */
  long release(Consumer<Outcome> writer) {
    long left = -1;
    while (!entries.isEmpty() && entries.getFirst().work.isDone()) {
      Entry head = entries.removeFirst();
      bytes -= head.bytes;
      hand(head, writer);
      left = head.offset;
    }
    switch (release) {
      case IN_ORDER -> {}
      case WHEN_DONE -> {
        Iterator<Entry> rest = entries.iterator();
        while (rest.hasNext()) {
          Entry entry = rest.next();
          if (entry.work.isDone()) {
            hand(entry, writer);
          }
        }
      }
    }
    return left;
  }

  private static void hand(Entry entry, Consumer<Outcome> writer) {
    if (!entry.released) {
      writer.accept(outcome(entry));
      entry.released = true;
    }
  }

  private static Outcome outcome(Entry entry) {
    try {
      return entry.work.get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "The work on offset %d ended without an outcome.".formatted(entry.offset), e.getCause());
    }
  }

  /** Waits until the first record's work is done, but no longer than this. */
  void awaitFirst(Duration timeout) {
    if (entries.isEmpty()) {
      return;
    }
    try {
      entries.getFirst().work.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return; // the latter shows when it is released
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /** Gives all work up. */
  void cancel() {
    entries.forEach(entry -> entry.work.cancel(true));
    entries.clear();
    bytes = 0;
  }
}
