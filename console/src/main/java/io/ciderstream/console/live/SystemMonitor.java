package io.ciderstream.console.live;

import io.ciderstream.console.log.ClusterOffsets;
import io.ciderstream.console.log.DeadLetterView;
import io.ciderstream.console.log.DescriptorView;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.Topics;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one snapshot of the system per second, on its own thread. */
public final class SystemMonitor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SystemMonitor.class);

  private final Topics topics;
  private final ConsumerGroups groups;
  private final ClusterOffsets cluster;
  private final DescriptorView descriptors;
  private final PictureCount count;
  private final DeadLetterView deadLetters;
  private final Freshness freshness;
  private final Clock clock;
  private final SnapshotHistory history = new SnapshotHistory();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("console-live").factory());

  /** Takes its first snapshot when {@link #start} is called. */
  public SystemMonitor(
      Topics topics, ConsumerGroups groups, ClusterOffsets cluster, SeenTopics seen, Clock clock) {
    this.topics = topics;
    this.groups = groups;
    this.cluster = cluster;
    this.descriptors = seen.descriptors();
    this.count = seen.count();
    this.deadLetters = seen.deadLetters();
    this.freshness = seen.freshness();
    this.clock = clock;
  }

  /** Starts to take snapshots. */
  public void start() {
    timer.scheduleWithFixedDelay(this::takeSnapshot, 0, 1, TimeUnit.SECONDS);
  }

  /** Returns the snapshots taken so far. */
  public SnapshotHistory history() {
    return history;
  }

  private void takeSnapshot() {
    try {
      history.add(current());
    } catch (CiderException e) {
      LOG.debug("no snapshot", e);
      history.add(withoutBroker());
    } catch (RuntimeException e) {
      LOG.warn("no snapshot", e);
    }
  }

  private Snapshot current() {
    Map<TopicPartition, Long> ends =
        cluster.ends(List.of(topics.images(), topics.descriptors(), topics.queries()));
    count.produced(sum(ends, topics.descriptors()));
    PictureCount.Count pictures = count.now();
    Map<TopicPartition, Long> written = new HashMap<>(cluster.committed(groups.sink()));
    written.keySet().removeIf(partition -> !partition.topic().equals(topics.descriptors()));
    freshness.committed(written);
    long now = clock.millis();
    long in = sum(ends, topics.images());
    long described = descriptors.described();
    long indexed = freshness.indexed();
    return new Snapshot(
        now,
        in,
        described,
        indexed,
        pictures.pictures(),
        pictures.estimated(),
        deadLetters.seen(),
        descriptors.misplaced(),
        rate(in, Snapshot::imagesIn, now),
        rate(described, Snapshot::described, now),
        rate(indexed, Snapshot::indexed, now),
        lag(ends, groups.embedder(), topics.images()),
        freshness.waiting(),
        lag(ends, groups.searcher(), topics.queries()),
        freshness.percentiles(),
        freshness.canary(),
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

  private double rate(long count, ToLongFunction<Snapshot> counted, long nowMs) {
    Optional<Snapshot> base = history.rateBase(nowMs).filter(before -> before.atMs() < nowMs);
    return base.map(
            before ->
                Math.round(
                        (count - counted.applyAsLong(before)) * 10_000.0 / (nowMs - before.atMs()))
                    / 10.0)
        .orElse(0.0);
  }

  /** Returns the last known offsets with what is known without the broker. */
  private Snapshot withoutBroker() {
    Optional<Snapshot> last = Optional.ofNullable(history.latest());
    PictureCount.Count pictures = count.now();
    return new Snapshot(
        clock.millis(),
        last.map(Snapshot::imagesIn).orElse(0L),
        last.map(Snapshot::described).orElse(0L),
        last.map(Snapshot::indexed).orElse(0L),
        pictures.pictures(),
        pictures.estimated(),
        deadLetters.seen(),
        descriptors.misplaced(),
        0,
        0,
        0,
        last.map(Snapshot::embedderLag).orElse(0L),
        last.map(Snapshot::sinkLag).orElse(0L),
        last.map(Snapshot::searcherLag).orElse(0L),
        freshness.percentiles(),
        freshness.canary(),
        freshness.searchable(),
        descriptors.isCaughtUp(),
        false);
  }

  /** Stops, and ends every wait for a next snapshot. */
  @Override
  public void close() {
    timer.shutdownNow();
    history.close();
  }
}
