package io.ciderstream.embedding.stage;

import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The queue of pictures to decode: queries first, and of each priority only while there is a place
 * for what comes out and memory to decode it. So decoded pictures and native memory are bounded,
 * and ingest never delays a query. Any thread.
 *
 * <p>Ingest waits here without its own bound, because the records whose pictures wait are in memory
 * anyway: who submits bounds them. Queries that wait are bounded, as nobody gains from an answer
 * that comes too late.
 */
public final class DecodeQueue {
  private static final class Lane {
    final Deque<Job> waiting = new ArrayDeque<>();
    int ahead;
  }

  /**
   * The bounds.
   *
   * @param waitingQueries most queries that wait
   * @param waitingQueryBytes most encoded bytes of queries that wait; one alone may exceed it
   * @param ahead most pictures of either priority that were accepted and not {@link #leave}
   * @param decodeMemory most bytes of native memory for decodes
   */
  public record Bounds(int waitingQueries, long waitingQueryBytes, int ahead, long decodeMemory) {}

  private final Map<Priority, Lane> lanes = new EnumMap<>(Priority.class);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Bounds bounds;
  private final DecodeMemory memory;
  private long queryBytes;
  private boolean closed;

  public DecodeQueue(Bounds bounds) {
    this.bounds = bounds;
    this.memory = new DecodeMemory(bounds.decodeMemory());
    for (Priority priority : Priority.values()) {
      lanes.put(priority, new Lane());
    }
  }

  /**
   * Adds a job; never blocks.
   *
   * @throws CiderException EMBEDDER_BUSY if it is a query and too many wait already
   * @throws IllegalStateException if this is closed
   */
  public void add(Job job) {
    lock.lock();
    try {
      if (closed) {
        throw Job.closed();
      }
      if (job.priority() == Priority.QUERY) {
        admit(job);
      }
      lanes.get(job.priority()).waiting.add(job);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Adds a further pass over a picture that was accepted before: ahead of those that wait for their
   * first, so that what was begun is finished first, and whatever the bounds of queries are.
   *
   * @throws IllegalStateException if this is closed
   */
  public void addNext(Job job) {
    lock.lock();
    try {
      if (closed) {
        throw Job.closed();
      }
      if (job.priority() == Priority.QUERY) {
        queryBytes += job.content().length;
      }
      lanes.get(job.priority()).waiting.addFirst(job);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void admit(Job query) {
    int count = lanes.get(Priority.QUERY).waiting.size();
    int length = query.content().length;
    if (count >= bounds.waitingQueries()
        || count > 0 && queryBytes + length > bounds.waitingQueryBytes()) {
      throw new CiderException(
          ErrorCode.EMBEDDER_BUSY,
          "%d queries of %d bytes wait already; at most %d of %d may."
              .formatted(count, queryBytes, bounds.waitingQueries(), bounds.waitingQueryBytes()));
    }
    queryBytes += length;
  }

  /**
   * Returns the next job, whose memory must be {@link #free given back}; blocks until there is one.
   * Empty once this is closed.
   */
  Optional<Job> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed) {
        for (Lane lane : lanes.values()) {
          if (!lane.waiting.isEmpty() && lane.ahead < bounds.ahead() && hasMemory(lane)) {
            return Optional.of(takeFirst(lane));
          }
        }
        changed.await();
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private boolean hasMemory(Lane lane) {
    Job first = lane.waiting.element();
    return memory.hasRoom(first.priority(), first.memory());
  }

  private Job takeFirst(Lane lane) {
    Job job = lane.waiting.remove();
    memory.take(job.priority(), job.memory());
    lane.ahead++;
    if (job.priority() == Priority.QUERY) {
      queryBytes -= job.content().length;
    }
    return job;
  }

  /** Gives the memory of a decode back that has ended, one way or another. */
  void free(Job job) {
    lock.lock();
    try {
      memory.give(job.priority(), job.memory());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Releases a place: an accepted job has ended. */
  public void leave(Priority priority) {
    lock.lock();
    try {
      lanes.get(priority).ahead--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Closes the queue and returns the jobs that still wait. */
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
