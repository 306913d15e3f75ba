package io.ciderstream.embedding.batch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Collects items of one group into batches. A batch closes when it is full or its first item is old
 * enough; one of queries closes at once and goes before all others.
 *
 * @param <T> what is collected
 */
public final class MicroBatcher<T extends Batchable> {
  private record Waiting<T>(T item, long since) {}

  private final int size;
  private final long ageNanos;
  private final LongSupplier nanoClock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Priority, Map<Object, Queue<Waiting<T>>>> waiting =
      new EnumMap<>(Priority.class);
  private boolean closed;

  /**
   * Creates a micro batcher.
   *
   * @param size items that close a batch
   * @param age of the first item that closes a batch
   * @param nanoClock as {@link System#nanoTime}
   */
  public MicroBatcher(int size, Duration age, LongSupplier nanoClock) {
    this.size = size;
    this.ageNanos = age.toNanos();
    this.nanoClock = nanoClock;
    for (Priority priority : Priority.values()) {
      waiting.put(priority, new LinkedHashMap<>());
    }
  }

  /** Adds an item; false once closed. */
  public boolean put(T item) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      waiting
          .get(item.priority())
          .computeIfAbsent(item.group(), any -> new ArrayDeque<>())
          .add(new Waiting<>(item, nanoClock.getAsLong()));
      changed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the next batch; blocks until one closes. Empty once this is closed. */
  public List<T> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed) {
        Optional<List<T>> batch = poll();
        if (batch.isPresent()) {
          return batch.get();
        }
        long nanos = nanosToNext();
        if (nanos == Long.MAX_VALUE) {
          changed.await();
        } else {
          changed.await(nanos, TimeUnit.NANOSECONDS);
        }
      }
      return List.of();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns the batch that is closed by now, if there is one. One that is old goes before one that
   * is full, so that a rare group does not wait forever.
   */
  public Optional<List<T>> poll() {
    lock.lock();
    try {
      long now = nanoClock.getAsLong();
      Queue<Waiting<T>> queries = oldest(Priority.QUERY);
      if (queries != null) {
        return Optional.of(drain(Priority.QUERY, queries));
      }
      Queue<Waiting<T>> ingest = oldest(Priority.INGEST);
      if (ingest != null && now - ingest.element().since() >= ageNanos) {
        return Optional.of(drain(Priority.INGEST, ingest));
      }
      for (Queue<Waiting<T>> queue : waiting.get(Priority.INGEST).values()) {
        if (queue.size() >= size) {
          return Optional.of(drain(Priority.INGEST, queue));
        }
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Closes the queue and returns the jobs that still wait. */
  public List<T> close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      List<T> left = new ArrayList<>();
      for (var groups : waiting.values()) {
        groups.values().forEach(queue -> queue.forEach(entry -> left.add(entry.item())));
        groups.clear();
      }
      return left;
    } finally {
      lock.unlock();
    }
  }

  private long nanosToNext() {
    Queue<Waiting<T>> ingest = oldest(Priority.INGEST);
    return ingest == null
        ? Long.MAX_VALUE
        : Math.max(1, ageNanos - (nanoClock.getAsLong() - ingest.element().since()));
  }

  private Queue<Waiting<T>> oldest(Priority priority) {
    Queue<Waiting<T>> oldest = null;
    for (Queue<Waiting<T>> queue : waiting.get(priority).values()) {
      if (oldest == null || queue.element().since() - oldest.element().since() < 0) {
        oldest = queue;
      }
    }
    return oldest;
  }

  /** Queues that run empty are removed, so every queue has a first element. */
  private List<T> drain(Priority priority, Queue<Waiting<T>> queue) {
    List<T> batch = new ArrayList<>();
    while (batch.size() < size && !queue.isEmpty()) {
      batch.add(queue.remove().item());
    }
    if (queue.isEmpty()) {
      waiting.get(priority).remove(batch.getFirst().group());
    } else {
      changed.signal();
    }
    return batch;
  }
}
