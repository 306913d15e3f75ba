package io.ciderstream.console.live;

import io.ciderstream.console.log.DescriptorView;
import io.ciderstream.console.log.EmbeddedImage;
import io.ciderstream.schemas.CanaryReport;
import io.ciderstream.schemas.RecordPosition;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Compares descriptors with the sink's progress: which pictures are searchable, and how long that
 * took since they were produced. The progress topic shows it at once. Without it the committed
 * offsets of the sink count; it commits about once a second, so each time is up to two seconds too
 * long. Thread-safe.
 */
public final class Freshness implements DescriptorView.Listener {
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final int MAX_SAMPLES = 5_000;

  /** How many descriptors over all partitions are timed while they wait; more are only counted. */
  private static final int MAX_PENDING = 20_000;

  private record Pending(long offset, RecordPosition source, long sourceMs) {}

  /** The descriptors of a partition that the sink has not written. */
  private static final class Backlog {
    private final Deque<Pending> timed = new ArrayDeque<>();
    private long untimed;
    private long firstUntimed;
    private long lastUntimed;

    private void addUntimed(long offset) {
      firstUntimed = untimed == 0 ? offset : firstUntimed;
      lastUntimed = offset;
      untimed++;
    }

    /** Removes those below an offset, and returns how many: by their share of the offsets. */
    private long removeUntimed(long next) {
      if (untimed == 0 || next <= firstUntimed) {
        return 0;
      }
      long done =
          next > lastUntimed
              ? untimed
              : untimed * (next - firstUntimed) / (lastUntimed + 1 - firstUntimed);
      untimed -= done;
      firstUntimed = next;
      return done;
    }
  }

  private record Sample(long atMs, long tookMs) {}

  private final Clock clock;
  private final long startMs;
  private final Map<Integer, Backlog> pending = new HashMap<>();
  private final Map<Integer, Long> committed = new HashMap<>();
  private final Map<Integer, Long> reached = new HashMap<>();
  private final Map<Integer, Long> searchable = new HashMap<>();
  private final Deque<Sample> samples = new ArrayDeque<>();
  private long indexed;
  private int timed;
  private Snapshot.Canary canary;

  /** Measures only pictures that are produced from now on. */
  public Freshness(Clock clock) {
    this.clock = clock;
    this.startMs = clock.millis();
  }

  @Override
  public synchronized void described(EmbeddedImage described) {
    queue(
        described.descriptor(),
        new Pending(described.descriptor().offset(), described.source(), described.sourceMs()));
  }

  @Override
  public synchronized void deleted(RecordPosition descriptor) {
    queue(descriptor, new Pending(descriptor.offset(), null, 0));
  }

  @Override
  public synchronized void reported(CanaryReport report) {
    canary = new Snapshot.Canary(clock.millis(), report);
  }

  /** Returns the latest canary; null before the first. */
  synchronized Snapshot.Canary canary() {
    return canary;
  }

  private void queue(RecordPosition descriptor, Pending entry) {
    if (isWritten(descriptor)) {
      done(entry, clock.millis());
      return;
    }
    Backlog backlog = pending.computeIfAbsent(descriptor.partition(), partition -> new Backlog());
    if (timed < MAX_PENDING) {
      backlog.timed.addLast(entry);
      timed++;
    } else {
      backlog.addUntimed(entry.offset());
    }
  }

  /** Sets the offsets that the sink's group has committed. */
  public synchronized void committed(Map<TopicPartition, Long> offsets) {
    offsets.forEach(
        (partition, next) -> {
          committed.put(partition.partition(), next);
          drain(partition.partition());
        });
    forget();
  }

  /** Sets the next offset of a partition according to the progress topic. */
  public synchronized void reached(int partition, long next) {
    reached.put(partition, next);
    drain(partition);
    forget();
  }

  private void drain(int partition) {
    long now = clock.millis();
    Backlog backlog = pending.get(partition);
    if (backlog == null) {
      return;
    }
    while (!backlog.timed.isEmpty() && backlog.timed.peekFirst().offset() < next(partition)) {
      done(backlog.timed.removeFirst(), now);
      timed--;
    }
    indexed += backlog.removeUntimed(next(partition));
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

  /** Returns whether the sink has applied the descriptor or deletion at that position. */
  public synchronized boolean isWritten(RecordPosition descriptor) {
    return next(descriptor.partition()) > descriptor.offset();
  }

  /** Returns how many descriptors and deletions are kept until the sink has written them. */
  synchronized int timed() {
    return timed;
  }

  /** Returns how many of the descriptors read the sink has written. */
  synchronized long indexed() {
    return indexed;
  }

  /** Returns how many descriptors and deletions the sink has not written yet. */
  synchronized long waiting() {
    return pending.values().stream()
        .mapToLong(backlog -> backlog.timed.size() + backlog.untimed)
        .sum();
  }

  /** Returns the last searchable offset of each partition of images. */
  synchronized Map<Integer, Long> searchable() {
    return Map.copyOf(searchable);
  }

  /** Returns the percentiles of the last five minutes. */
  synchronized Snapshot.Percentiles percentiles() {
    long[] sorted = samples.stream().mapToLong(Sample::tookMs).sorted().toArray();
    return sorted.length == 0
        ? new Snapshot.Percentiles(0, 0, 0)
        : new Snapshot.Percentiles(
            sorted[(sorted.length - 1) / 2], sorted[(sorted.length - 1) * 99 / 100], sorted.length);
  }
}
