package io.ciderstream.console.live;

import io.ciderstream.console.ConsoleOptions;
import io.ciderstream.console.log.Cluster;
import io.ciderstream.console.log.DeadLetterView;
import io.ciderstream.console.log.DescriptorView;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.Topics;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a snapshot a second and keeps those of the last minutes. */
public final class Live implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Live.class);
  private static final int KEPT = 300;
  private static final int RATE_OVER = 5;

  private final ConsoleOptions options;
  private final Cluster cluster;
  private final DescriptorView descriptors;
  private final DeadLetterView deadLetters;
  private final Freshness freshness;
  private final Clock clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("console-live").factory());
  private final Deque<Snapshot> history = new ArrayDeque<>();
  private boolean closed;

  /** Takes its first snapshot when {@link #start} is called. */
  public Live(
      ConsoleOptions options,
      Cluster cluster,
      DescriptorView descriptors,
      DeadLetterView deadLetters,
      Freshness freshness,
      Clock clock) {
    this.options = options;
    this.cluster = cluster;
    this.descriptors = descriptors;
    this.deadLetters = deadLetters;
    this.freshness = freshness;
    this.clock = clock;
  }

  /** Begins. */
  public void start() {
    timer.scheduleWithFixedDelay(this::tick, 0, 1, TimeUnit.SECONDS);
  }

  /** Takes one snapshot now. */
  void tick() {
    try {
      add(look());
    } catch (CiderException e) {
      LOG.debug("no snapshot", e);
      add(unreached());
    } catch (RuntimeException e) {
      LOG.warn("no snapshot", e);
    }
  }

  private Snapshot look() {
    Topics topics = options.topics();
    Map<TopicPartition, Long> ends = cluster.ends(List.of(topics.images(), topics.queries()));
    Map<TopicPartition, Long> written = new HashMap<>(cluster.committed(options.groups().sink()));
    written.keySet().removeIf(partition -> !partition.topic().equals(topics.descriptors()));
    freshness.committed(written);
    long now = clock.millis();
    long in = sum(ends, topics.images());
    long described = descriptors.described();
    long indexed = freshness.indexed();
    Snapshot before = rateBase(now);
    return new Snapshot(
        now,
        in,
        described,
        indexed,
        descriptors.pictures(),
        deadLetters.seen(),
        descriptors.misplaced(),
        rate(before == null ? in : before.imagesIn(), in, before, now),
        rate(before == null ? described : before.described(), described, before, now),
        rate(before == null ? indexed : before.indexed(), indexed, before, now),
        lag(ends, options.groups().embedder(), topics.images()),
        freshness.waiting(),
        lag(ends, options.groups().searcher(), topics.queries()),
        freshness.percentiles(),
        freshness.searchable(),
        descriptors.isCaughtUp(),
        true);
  }

  private long lag(Map<TopicPartition, Long> ends, String group, String topic) {
    Map<TopicPartition, Long> committed = cluster.committed(group);
    return ends.entrySet().stream()
        .filter(end -> end.getKey().topic().equals(topic))
        .mapToLong(end -> end.getValue() - committed.getOrDefault(end.getKey(), 0L))
        .filter(lag -> lag > 0)
        .sum();
  }

  private static long sum(Map<TopicPartition, Long> ends, String topic) {
    return ends.entrySet().stream()
        .filter(end -> end.getKey().topic().equals(topic))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /**
   * The snapshot of some seconds ago, once the topic was read; before that a rate means nothing.
   */
  private synchronized Snapshot rateBase(long now) {
    Snapshot base = null;
    for (Snapshot some : history) {
      boolean meaningful = some.caughtUp() && some.brokerReached();
      if (meaningful && base == null && some.atMs() >= now - RATE_OVER * 1_000L) {
        base = some;
      }
    }
    return base;
  }

  private static double rate(long then, long now, Snapshot before, long nowMs) {
    return before == null || nowMs <= before.atMs()
        ? 0
        : Math.round((now - then) * 10_000.0 / (nowMs - before.atMs())) / 10.0;
  }

  private synchronized Snapshot unreached() {
    Snapshot last = history.peekLast();
    return new Snapshot(
        clock.millis(),
        last == null ? 0 : last.imagesIn(),
        last == null ? 0 : last.described(),
        last == null ? 0 : last.indexed(),
        descriptors.pictures(),
        deadLetters.seen(),
        descriptors.misplaced(),
        0,
        0,
        0,
        last == null ? 0 : last.embedderLag(),
        last == null ? 0 : last.sinkLag(),
        last == null ? 0 : last.searcherLag(),
        freshness.percentiles(),
        freshness.searchable(),
        descriptors.isCaughtUp(),
        false);
  }

  private synchronized void add(Snapshot snapshot) {
    history.addLast(snapshot);
    if (history.size() > KEPT) {
      history.removeFirst();
    }
    notifyAll();
  }

  /** Up to five minutes, the oldest first. */
  public synchronized Collection<Snapshot> history() {
    return List.copyOf(history);
  }

  /** The latest; null before the first. */
  public synchronized Snapshot latest() {
    return history.peekLast();
  }

  /**
   * Waits for a snapshot newer than that.
   *
   * @return null if this is closed
   */
  public synchronized Snapshot next(Snapshot known) throws InterruptedException {
    while (!closed && (history.isEmpty() || history.peekLast() == known)) {
      wait();
    }
    return closed ? null : history.peekLast();
  }

  @Override
  public void close() {
    timer.shutdownNow();
    synchronized (this) {
      closed = true;
      notifyAll();
    }
  }
}
