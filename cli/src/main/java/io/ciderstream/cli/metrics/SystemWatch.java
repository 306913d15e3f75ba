package io.ciderstream.cli.metrics;

import io.ciderstream.cli.client.GroupProgress;
import io.ciderstream.cli.client.Monitor;
import io.ciderstream.cli.client.TopicCounts;
import io.ciderstream.schemas.CiderException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at Kafka and the index every few seconds, and keeps what it saw. */
final class SystemWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SystemWatch.class);

  private final Supplier<Monitor> monitors;
  private final List<String> topics;
  private final Meters meters;
  private final InstantSource clock;
  private final Duration stalled;
  private final List<WatchedGroup> groups = new CopyOnWriteArrayList<>();
  private final Map<String, Stall> stalls = new HashMap<>();
  private final Map<String, GroupProgress> progress = new ConcurrentHashMap<>();
  private final Map<String, Long> ends = new ConcurrentHashMap<>();
  private final Map<String, String> problems = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("system-watch").factory());
  private Monitor monitor;
  private volatile LongSupplier rows;
  private volatile double rowsSeen = Double.NaN;
  private volatile boolean brokerUp;

  /**
   * @param monitors makes the one monitor, on the watch's own thread
   * @param topics whose ends are told
   * @param stalled how long a group with a lag may commit nothing
   */
  SystemWatch(
      Supplier<Monitor> monitors,
      List<String> topics,
      Meters meters,
      InstantSource clock,
      Duration stalled) {
    this.monitors = monitors;
    this.topics = topics;
    this.meters = meters;
    this.clock = clock;
    this.stalled = stalled;
    meters.gauge(Metric.BROKER_UP, () -> brokerUp ? 1 : 0);
  }

  void start(Duration every) {
    thread.scheduleWithFixedDelay(this::lookSafely, 0, every.toMillis(), TimeUnit.MILLISECONDS);
  }

  void watch(WatchedGroup group) {
    groups.add(group);
    meters.gauge(
        Metric.LAG,
        () -> {
          GroupProgress seen = progress.get(group.role());
          return seen == null ? Double.NaN : seen.lag();
        },
        group.role());
  }

  /**
   * @param count asks the index for its rows; blocks
   */
  void watchIndex(LongSupplier count) {
    rows = count;
    problems.put("index", "The index was not looked at yet.");
    meters.gauge(Metric.INDEX_ROWS, () -> rowsSeen);
    meters.gauge(Metric.INDEX_UP, () -> problems.containsKey("index") ? 0 : 1);
  }

  /** What the last look found wrong with the role's progress, or with {@code index}. */
  Optional<String> problem(String what) {
    return Optional.ofNullable(problems.get(what));
  }

  private void lookSafely() {
    try {
      look();
    } catch (RuntimeException e) {
      LOG.debug("The look at the system failed; the next one follows.", e);
    }
  }

  void look() {
    lookAtKafka();
    lookAtIndex();
  }

  private void lookAtKafka() {
    try {
      if (monitor == null) {
        monitor = monitors.get();
      }
      for (TopicCounts counts : monitor.topics(topics)) {
        if (ends.put(counts.topic(), counts.end()) == null) {
          meters.gauge(
              Metric.TOPIC_END, () -> ends.get(counts.topic()).doubleValue(), counts.topic());
        }
      }
      brokerUp = true;
    } catch (CiderException e) {
      brokerUp = false;
      return;
    }
    for (WatchedGroup group : groups) {
      monitor.progress(group.group(), group.topic()).ifPresent(seen -> keep(group, seen));
    }
  }

  private void keep(WatchedGroup group, GroupProgress seen) {
    progress.put(group.role(), seen);
    Stall stall = stalls.computeIfAbsent(group.role(), name -> new Stall(stalled));
    if (stall.isStalled(seen, clock.instant())) {
      problems.put(
          group.role(),
          "%d records of %s wait, and nothing was committed for %d s."
              .formatted(seen.backlog(), group.topic(), stalled.toSeconds()));
    } else {
      problems.remove(group.role());
    }
  }

  private void lookAtIndex() {
    if (rows == null) {
      return;
    }
    try {
      rowsSeen = rows.getAsLong();
      problems.remove("index");
    } catch (CiderException e) {
      problems.put("index", e.getMessage());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    if (monitor != null) {
      monitor.close();
    }
  }
}
