package io.ciderstream.embedding.stage;

import io.ciderstream.embedding.Priority;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits to be decoded: queries first, and of each priority only while there is a place for
 * what comes out. So decoded pictures are bounded, and ingest never holds up a query. Any thread.
 */
public final class DecodeQueue {
  private static final class Lane {
    final Queue<Job> waiting = new ArrayDeque<>();
    int ahead;
  }

  private final Map<Priority, Lane> lanes = new EnumMap<>(Priority.class);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final int mostWaiting;
  private final long mostBytes;
  private final int mostAhead;
  private int count;
  private long bytes;
  private boolean closed;

  /**
   * @param mostWaiting most pictures that wait, of both priorities
   * @param mostBytes most encoded bytes that wait; one picture alone may exceed it
   * @param mostAhead most pictures of either priority that were taken and not {@link #leave}
   */
  public DecodeQueue(int mostWaiting, long mostBytes, int mostAhead) {
    this.mostWaiting = mostWaiting;
    this.mostBytes = mostBytes;
    this.mostAhead = mostAhead;
    for (Priority priority : Priority.values()) {
      lanes.put(priority, new Lane());
    }
  }

  /**
   * Adds a job; never blocks.
   *
   * @throws CiderException EMBEDDER_BUSY if too much waits already
   * @throws IllegalStateException if this is closed
   */
  public void add(Job job) {
    lock.lock();
    try {
      if (closed) {
        throw Job.closed();
      }
      int length = job.content().length;
      if (count >= mostWaiting || (count > 0 && bytes + length > mostBytes)) {
        throw new CiderException(
            ErrorCode.EMBEDDER_BUSY,
            "%d pictures of %d bytes wait already; at most %d of %d may."
                .formatted(count, bytes, mostWaiting, mostBytes));
      }
      count++;
      bytes += length;
      lanes.get(job.priority()).waiting.add(job);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** The next job; blocks until there is one. Empty once this is closed. */
  public Optional<Job> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed) {
        for (Lane lane : lanes.values()) {
          if (!lane.waiting.isEmpty() && lane.ahead < mostAhead) {
            Job job = lane.waiting.remove();
            lane.ahead++;
            count--;
            bytes -= job.content().length;
            return Optional.of(job);
          }
        }
        changed.await();
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Gives a place back: a job that was taken is done, one way or another. */
  public void leave(Priority priority) {
    lock.lock();
    try {
      lanes.get(priority).ahead--;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Closes it and returns what waits in vain. */
  public List<Job> close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      List<Job> left = new ArrayList<>();
      for (Lane lane : lanes.values()) {
        left.addAll(lane.waiting);
        lane.waiting.clear();
      }
      return left;
    } finally {
      lock.unlock();
    }
  }
}
