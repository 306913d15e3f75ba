package io.ciderstream.streams.searcher;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.RecordPosition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets queries wait until the index holds a position. All queries that wait for one partition share
 * one check of the index per pause, on separate threads, so that searches are not delayed. If the
 * progress topic reports a partition, it notifies the waiting queries, and the index is checked far
 * less often and not at once: a check costs the more, the more rows there are. Safe for use by
 * several threads.
 */
final class PositionWatcher implements AutoCloseable {
  /** Most queries that wait at a time, over all partitions. */
  static final int MAX_WAITING = 4_096;

  /** How many times longer the pause is where the progress topic reports on the partition. */
  static final int LIVE_PAUSE_FACTOR = 20;

  /** Most checks of the index at a time. */
  private static final int THREADS = 2;

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final Logger LOG = LoggerFactory.getLogger(PositionWatcher.class);

  /** The index, as far as this needs it. */
  interface Positions {
    /** Returns the position as {@link io.ciderstream.index.DescriptorSearch#reached} does. */
    OptionalLong reached(RecordPosition position);
  }

  private final Positions index;
  private final Duration pause;
  private final Semaphore room = new Semaphore(MAX_WAITING);
  private final Map<Integer, PartitionWaiters> partitions = new ConcurrentHashMap<>();
  private final Map<Integer, Long> reported = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor threads;

  /**
   * Creates a position watcher.
   *
   * @param pause between two checks of the index for one partition
   */
  PositionWatcher(Positions index, Duration pause) {
    this.index = index;
    this.pause = pause;
    threads =
        new ScheduledThreadPoolExecutor(
            THREADS, Thread.ofPlatform().daemon().name("position-watch-", 0).factory());
  }

  /** Receives from the progress topic how far the index is. The latest report counts. */
  void report(int partition, long offset) {
    reported.put(partition, offset);
    PartitionWaiters waiters = partitions.get(partition);
    if (waiters != null) {
      waiters.reached(offset);
    }
  }

  /**
   * Waits until the index holds this position.
   *
   * @param left how long to wait
   * @throws CiderException INDEX_BEHIND if that takes longer; INDEX_UNAVAILABLE or what else the
   *     index failed with if the last request failed, or if too many wait already
   */
  void await(RecordPosition position, Duration left) throws InterruptedException {
    int partition = position.partition();
    long offset = position.offset();
    if (isReported(partition, offset)) {
      return;
    }
    if (!room.tryAcquire()) {
      throw new CiderException(
          ErrorCode.INDEX_UNAVAILABLE,
          "%d queries wait for positions already.".formatted(MAX_WAITING));
    }
    CompletableFuture<Void> reached = new CompletableFuture<>();
    PartitionWaiters waiters = join(partition, offset, reached);
    try {
      if (isReported(partition, offset)) { // between the first check and joining
        return;
      }
      reached.get(Math.max(0, left.toNanos()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw waiters.failure().orElseGet(() -> behind(position));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      leave(partition, offset, reached);
      room.release();
    }
  }

  /**
   * Returns the positions that the index holds according to the progress topic, and these; the
   * latest one of each partition, in the order of the partitions.
   *
   * @param held positions that the index is known to hold
   */
  List<RecordPosition> known(List<RecordPosition> held) {
    Map<Integer, Long> all = new TreeMap<>(reported);
    held.forEach(position -> all.merge(position.partition(), position.offset(), Math::max));
    return all.entrySet().stream()
        .map(entry -> new RecordPosition(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Returns how many queries wait. */
  int waiting() {
    return MAX_WAITING - room.availablePermits();
  }

  /** Returns the pause before the next request to the index for this partition. */
  Duration pause(int partition) {
    return reported.containsKey(partition) ? pause.multipliedBy(LIVE_PAUSE_FACTOR) : pause;
  }

  private boolean isReported(int partition, long offset) {
    return reported.getOrDefault(partition, -1L) >= offset;
  }

  private static CiderException behind(RecordPosition position) {
    return new CiderException(
        ErrorCode.INDEX_BEHIND,
        "Offset %d of partition %d is not in the index yet."
            .formatted(position.offset(), position.partition()));
  }

  private PartitionWaiters join(int partition, long offset, CompletableFuture<Void> reached) {
    return partitions.compute(
        partition,
        (number, known) -> {
          PartitionWaiters waiters = known == null ? new PartitionWaiters() : known;
          waiters.join(offset, reached);
          if (known == null) {
            // the index compares every row, so it is not asked at once what a report will tell
            schedule(number, waiters, reported.containsKey(number) ? pause(number) : Duration.ZERO);
          }
          return waiters;
        });
  }

  private void leave(int partition, long offset, CompletableFuture<Void> reached) {
    partitions.computeIfPresent(
        partition,
        (number, waiters) -> {
          waiters.leave(offset, reached);
          return waiters;
        });
  }

  private void schedule(int partition, PartitionWaiters waiters, Duration delay) {
    threads.schedule(() -> look(partition, waiters), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Requests the lowest offset: if that is not indexed, no higher one is. */
  private void look(int partition, PartitionWaiters waiters) {
    OptionalLong lowest = waiters.lowest();
    Duration next = pause(partition);
    if (lowest.isPresent()) {
      try {
        RecordPosition position = new RecordPosition(partition, lowest.getAsLong());
        index.reached(position).ifPresent(waiters::reached);
        waiters.answered();
      } catch (RuntimeException e) {
        LOG.debug("partition {} is checked again: {}", partition, e.getMessage());
        next = longer(next, waiters.failed(e));
      }
    }
    Duration delay = next;
    // with the last one the entry goes, and the next to join begins again
    partitions.computeIfPresent(
        partition,
        (number, known) -> {
          if (known.lowest().isEmpty()) {
            return null;
          }
          schedule(number, known, delay);
          return known;
        });
  }

  /** Returns the pause, which grows with each failure in a row. */
  private static Duration longer(Duration pause, int failures) {
    Duration grown = pause.multipliedBy(1L << Math.min(failures, Short.SIZE));
    return grown.compareTo(LONGEST_PAUSE) < 0 ? grown : LONGEST_PAUSE;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
