package io.ciderstream.console.live;

import io.ciderstream.console.log.Described;
import io.ciderstream.console.log.DescriptorView;
import io.ciderstream.console.log.Position;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Pairs descriptors with the sink's progress: what is searchable, and how long it took since the
 * picture was produced. The progress topic says it at once. Where there is none, what the sink has
 * committed counts, which it does about once a second, and each time is up to two seconds too long.
 * Threads exclude each other.
 */
public final class Freshness implements DescriptorView.Listener {
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final int MAX_SAMPLES = 5_000;
  private static final int MAX_PENDING = 200_000;

  private record Pending(long offset, Position source, long sourceMs) {}

  private record Sample(long atMs, long tookMs) {}

  private final Clock clock;
  private final long startMs;
  private final Map<Integer, Deque<Pending>> pending = new HashMap<>();
  private final Map<Integer, Long> committed = new HashMap<>();
  private final Map<Integer, Long> reached = new HashMap<>();
  private final Map<Integer, Long> searchable = new HashMap<>();
  private final Deque<Sample> samples = new ArrayDeque<>();
  private long indexed;

  /** Takes times of pictures only that were produced from now on. */
  public Freshness(Clock clock) {
    this.clock = clock;
    this.startMs = clock.millis();
  }

  @Override
  public synchronized void described(Described described) {
    queue(
        described.descriptor(),
        new Pending(described.descriptor().offset(), described.source(), described.sourceMs()));
  }

  @Override
  public synchronized void deleted(Position descriptor) {
    queue(descriptor, new Pending(descriptor.offset(), null, 0));
  }

  private void queue(Position descriptor, Pending entry) {
    if (isWritten(descriptor)) {
      done(entry, clock.millis());
      return;
    }
    Deque<Pending> queue =
        pending.computeIfAbsent(descriptor.partition(), partition -> new ArrayDeque<>());
    queue.addLast(entry);
    if (queue.size() > MAX_PENDING) {
      queue.removeFirst();
    }
  }

  /** Takes what the sink's group has committed. */
  public synchronized void committed(Map<TopicPartition, Long> offsets) {
    offsets.forEach(
        (partition, next) -> {
          committed.put(partition.partition(), next);
          drain(partition.partition());
        });
    forget();
  }

  /** Takes what the progress topic says of a partition: the next offset. */
  public synchronized void reached(int partition, long next) {
    reached.put(partition, next);
    drain(partition);
    forget();
  }

  private void drain(int partition) {
    long now = clock.millis();
    Deque<Pending> queue = pending.getOrDefault(partition, new ArrayDeque<>());
    while (!queue.isEmpty() && queue.peekFirst().offset() < next(partition)) {
      done(queue.removeFirst(), now);
    }
  }

  private long next(int partition) {
    return Math.max(committed.getOrDefault(partition, 0L), reached.getOrDefault(partition, 0L));
  }

  private void forget() {
    long now = clock.millis();
    while (!samples.isEmpty()
        && (samples.size() > MAX_SAMPLES || samples.peekFirst().atMs() < now - WINDOW.toMillis())) {
      samples.removeFirst();
    }
  }

  private void done(Pending entry, long now) {
    if (entry.source() == null) {
      return;
    }
    indexed++;
    searchable.merge(entry.source().partition(), entry.source().offset(), Math::max);
    if (entry.sourceMs() >= startMs) {
      samples.addLast(new Sample(now, Math.max(0, now - entry.sourceMs())));
    }
  }

  /** True if the sink has written the descriptor, or seen the deletion, at that position. */
  public synchronized boolean isWritten(Position descriptor) {
    return next(descriptor.partition()) > descriptor.offset();
  }

  /** How many descriptors the sink has written, of those read. */
  synchronized long indexed() {
    return indexed;
  }

  /** How many descriptors and deletions the sink has not written yet. */
  synchronized long waiting() {
    return pending.values().stream().mapToLong(Deque::size).sum();
  }

  /** By partition of images: the last offset that is searchable. */
  synchronized Map<Integer, Long> searchable() {
    return Map.copyOf(searchable);
  }

  /** Of the last five minutes. */
  synchronized Snapshot.Percentiles percentiles() {
    long[] sorted = samples.stream().mapToLong(Sample::tookMs).sorted().toArray();
    return sorted.length == 0
        ? new Snapshot.Percentiles(0, 0, 0)
        : new Snapshot.Percentiles(
            sorted[(sorted.length - 1) / 2], sorted[(sorted.length - 1) * 99 / 100], sorted.length);
  }
}
