package io.ciderstream.monitoring;

import io.ciderstream.client.admin.ClusterView;
import io.ciderstream.client.admin.GroupProgress;
import io.ciderstream.client.admin.TopicCounts;
import io.ciderstream.schemas.Durations;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Polls Kafka and Milvus every few seconds, and keeps the results. */
final class SystemWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SystemWatch.class);

  /** The name of the broker for {@link #problem}. */
  static final String BROKER = "broker";

  /** The name of the searched index. */
  static final String INDEX = "index";

  private final Supplier<ClusterView> views;
  private final List<String> topics;
  private final Meters meters;
  private final LongSupplier nanoTime;
  private final Duration stalled;
  private final List<WatchedGroup> groups = new CopyOnWriteArrayList<>();
  private final Map<String, StallDetector> stalls = new HashMap<>();
  private final Map<String, GroupProgress> progress = new ConcurrentHashMap<>();
  private final Map<String, Set<Integer>> stalledPartitions = new ConcurrentHashMap<>();
  private final Map<String, Long> ends = new ConcurrentHashMap<>();
  private final Set<String> registered = ConcurrentHashMap.newKeySet();
  private final Map<String, Runnable> requests = new ConcurrentHashMap<>();
  private final Map<String, String> problems = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("system-watch").factory());
  private ClusterView cluster;
  private volatile double rowsSeen = Double.NaN;

  /**
   * Polls nothing before {@link #start}.
   *
   * @param views creates the one view, on the watch's own thread
   * @param topics whose end offsets are reported
   * @param nanoTime a monotonic clock
   * @param stalled how long a partition with a lag may finish nothing
   */
  SystemWatch(
      Supplier<ClusterView> views,
      List<String> topics,
      Meters meters,
      LongSupplier nanoTime,
      Duration stalled) {
    this.views = views;
    this.topics = topics;
    this.meters = meters;
    this.nanoTime = nanoTime;
    this.stalled = stalled;
    problems.put(BROKER, "Kafka was not polled yet.");
    meters.gauge(Metric.BROKER_UP, () -> problems.containsKey(BROKER) ? 0 : 1);
  }

  void start(Duration every) {
    thread.scheduleWithFixedDelay(this::pollSafely, 0, every.toMillis(), TimeUnit.MILLISECONDS);
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
    meters.gauge(
        Metric.STALLED_PARTITIONS,
        () -> stalledPartitions.getOrDefault(group.role(), Set.of()).size(),
        group.role());
  }

  /**
   * Watches the number of rows in the index.
   *
   * @param count counts the rows of the index; blocks
   */
  void watchIndex(LongSupplier count) {
    meters.gauge(Metric.INDEX_ROWS, () -> rowsSeen);
    watchMilvus(INDEX, () -> rowsSeen = count.getAsLong());
  }

  /**
   * Watches whether Milvus answers.
   *
   * @param name of what needs Milvus
   * @param request sends a request to Milvus; blocks for a limited time
   */
  void watchMilvus(String name, Runnable request) {
    problems.put(name, "Milvus was not polled yet.");
    requests.put(name, request);
    meters.gauge(
        Metric.INDEX_UP, () -> requests.keySet().stream().anyMatch(problems::containsKey) ? 0 : 1);
  }

  /** Returns what the last poll found wrong with the role's progress or with a server. */
  Optional<String> problem(String what) {
    return Optional.ofNullable(problems.get(what));
  }

  private void pollSafely() {
    try {
      poll();
    } catch (RuntimeException e) {
      LOG.debug("polling the system failed, the next poll follows", e);
    }
  }

  void poll() {
    pollKafka();
    requests.forEach(this::pollMilvus);
  }

  private void pollKafka() {
    try {
      if (cluster == null) {
        cluster = views.get();
      }
      for (TopicCounts counts : cluster.topics(topics)) {
        if (ends.put(counts.topic(), counts.end()) == null) {
          meters.gauge(
              Metric.TOPIC_END, () -> ends.get(counts.topic()).doubleValue(), counts.topic());
        }
      }
      problems.remove(BROKER);
    } catch (RuntimeException e) {
      problems.put(BROKER, String.valueOf(e.getMessage()));
      return;
    }
    for (WatchedGroup group : groups) {
      cluster.progress(group.group(), group.topic()).ifPresent(seen -> keep(group, seen));
    }
  }

  private void keep(WatchedGroup group, GroupProgress seen) {
    progress.put(group.role(), seen);
    seen.partitions().keySet().forEach(partition -> registerLag(group.role(), partition));
    StallDetector stall = stalls.computeIfAbsent(group.role(), name -> new StallDetector(stalled));
    Set<Integer> partitions = stall.stalled(seen, nanoTime.getAsLong());
    stalledPartitions.put(group.role(), partitions);
    if (partitions.isEmpty()) {
      problems.remove(group.role());
    } else {
      long waiting =
          partitions.stream().mapToLong(number -> seen.partitions().get(number).lag()).sum();
      problems.put(
          group.role(),
          "%d records of %s wait, and nothing was finished for %s in partitions %s."
              .formatted(waiting, group.topic(), Durations.text(stalled), partitions));
    }
  }

  /** Registers the gauge of a partition at its first poll. */
  private void registerLag(String role, int partition) {
    if (registered.add(role + "-" + partition)) {
      meters.gauge(
          Metric.PARTITION_LAG,
          () -> {
            GroupProgress.Partition now = progress.get(role).partitions().get(partition);
            return now == null ? Double.NaN : now.lag();
          },
          role,
          Integer.toString(partition));
    }
  }

  private void pollMilvus(String name, Runnable request) {
    try {
      request.run();
      problems.remove(name);
    } catch (RuntimeException e) {
      problems.put(name, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    if (cluster != null) {
      cluster.close();
    }
  }
}
