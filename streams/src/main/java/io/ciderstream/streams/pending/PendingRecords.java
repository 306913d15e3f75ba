package io.ciderstream.streams.pending;

import java.util.Iterator;
import java.util.LinkedList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Records whose outcome is not written yet, in the order of their offsets. What was written is gone
 * from here at once, whatever is still pending before it. For one thread.
 */
final class PendingRecords {
  private record Entry(long offset, long bytes, PendingBudget.Lease lease, Future<Outcome> work) {}

  private final LinkedList<Entry> entries = new LinkedList<>(); // they leave from the middle too
  private final ReleaseOrder release;
  private final PendingBudget.Share share;

  PendingRecords(ReleaseOrder release, PendingBudget.Share share) {
    this.release = release;
    this.share = share;
  }

  /** Counts the record, and then starts its work. */
  void add(InputRecord record, RecordWork work, Starter starter) {
    long size = record.size();
    PendingBudget.Lease lease = share.add(size);
    try {
      Future<Outcome> started =
          starter.start(
              () -> {
                try {
                  return work.process(record, lease);
                } finally {
                  lease.end();
                }
              });
      entries.addLast(new Entry(record.offset(), size, lease, started));
    } catch (RuntimeException | Error e) {
      share.remove(size);
      throw e;
    }
    markFirst();
  }

  /** Starts work on another thread. */
  @FunctionalInterface
  interface Starter {
    Future<Outcome> start(java.util.concurrent.Callable<Outcome> work);
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Returns whether no record may be added now; false if there is none. */
  boolean isFull() {
    return share.isFull();
  }

  /** Returns whether no more records should be fetched now. */
  boolean isNearlyFull() {
    return share.isNearlyFull();
  }

  int count() {
    return entries.size();
  }

  /** Returns the bytes of the records and those that their work reserved. */
  long bytes() {
    return share.bytes();
  }

  /** Returns the first offset that is still pending; only if there is one. */
  long firstOffset() {
    return entries.getFirst().offset();
  }

  /**
   * Hands over the outcomes that may be written now.
   *
   * @return whether there were any
   */
  boolean release(Consumer<Outcome> writer) {
    int before = entries.size();
    Iterator<Entry> rest = entries.iterator();
    while (rest.hasNext()) {
      Entry entry = rest.next();
      if (entry.work().isDone()) {
        writer.accept(outcome(entry));
        rest.remove();
        share.remove(entry.bytes());
      } else if (release == ReleaseOrder.IN_ORDER) {
        break;
      }
    }
    markFirst();
    return entries.size() < before;
  }

  private void markFirst() {
    if (!entries.isEmpty()) {
      entries.getFirst().lease().becomeFirst();
    }
  }

  private static Outcome outcome(Entry entry) {
    try {
      return entry.work().get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "The work on offset %d ended without an outcome.".formatted(entry.offset()),
          e.getCause());
    }
  }

  /** Cancels all work. */
  void cancel() {
    for (Entry entry : entries) {
      entry.work().cancel(true);
      share.remove(entry.bytes());
    }
    entries.clear();
  }
}
