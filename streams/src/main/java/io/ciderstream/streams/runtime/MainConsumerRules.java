package io.ciderstream.streams.runtime;

import io.ciderstream.streams.pending.InputPartitions;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Decides when a main consumer of Kafka Streams pauses a partition, and how long it polls. Both
 * Kafka Streams and the tasks pause partitions. A partition is fetched when neither has paused it,
 * and Kafka Streams sees only its own pauses. {@code poll.ms} must be short, because outcomes are
 * written between two polls, but an idle role that polls so often wastes a core; so it polls longer
 * while nothing is pending. For one thread.
 */
final class MainConsumerRules {
  private static final Duration IDLE_POLL_TIMEOUT = Duration.ofMillis(100);

  /**
   * The consumer's own methods, beneath those that apply these rules.
   *
   * @param assigned returns its partitions
   * @param paused returns the partitions that it does not fetch
   * @param pause ends fetching partitions
   * @param resume begins to fetch partitions again
   * @param lag returns how many offsets the broker has after the last that was returned, if known
   */
  record PlainConsumer(
      Supplier<Set<TopicPartition>> assigned,
      Supplier<Set<TopicPartition>> paused,
      Consumer<Collection<TopicPartition>> pause,
      Consumer<Collection<TopicPartition>> resume,
      Function<TopicPartition, OptionalLong> lag) {}

  /** Receives what a consumer has returned. */
  @FunctionalInterface
  interface Arrivals {
    /** As {@link InputPartitions#arrived}. */
    void arrived(TopicPartition partition, long last, boolean more);
  }

  private final Supplier<Set<TopicPartition>> held;
  private final BooleanSupplier idle;
  private final Arrivals arrivals;
  private final Set<TopicPartition> pausedByStreams = new HashSet<>();
  private final Map<TopicPartition, Long> behind = new HashMap<>(); // with the last offset returned

  /**
   * Creates the main consumer rules.
   *
   * @param held the partitions that the tasks hold
   * @param idle whether no record is in work
   * @param arrivals receives what was returned
   */
  MainConsumerRules(Supplier<Set<TopicPartition>> held, BooleanSupplier idle, Arrivals arrivals) {
    this.held = held;
    this.idle = idle;
    this.arrivals = arrivals;
  }

  /**
   * Pauses and resumes what has changed.
   *
   * @return how long to poll
   */
  Duration beforePoll(PlainConsumer consumer, Duration timeout) {
    Set<TopicPartition> assigned = consumer.assigned().get();
    // a partition that comes back later comes back unpaused
    pausedByStreams.retainAll(assigned);
    Set<TopicPartition> resting = new HashSet<>(held.get());
    resting.retainAll(assigned);
    resting.addAll(pausedByStreams);
    Set<TopicPartition> paused = consumer.paused().get();
    Set<TopicPartition> resumed = without(paused, resting);
    if (!resumed.isEmpty()) {
      consumer.resume().accept(resumed);
    }
    Set<TopicPartition> added = without(resting, paused);
    if (!added.isEmpty()) {
      consumer.pause().accept(added);
    }
    boolean wait =
        timeout.isPositive() && timeout.compareTo(IDLE_POLL_TIMEOUT) < 0 && idle.getAsBoolean();
    return wait ? IDLE_POLL_TIMEOUT : timeout;
  }

  /** Reports what a poll has returned. */
  void afterPoll(PlainConsumer consumer, ConsumerRecords<?, ?> records) {
    for (TopicPartition partition : records.partitions()) {
      behind.put(partition, records.records(partition).getLast().offset());
    }
    if (behind.isEmpty()) {
      return;
    }
    behind.keySet().retainAll(consumer.assigned().get());
    behind
        .entrySet()
        .removeIf(
            returned -> {
              boolean more = consumer.lag().apply(returned.getKey()).orElse(0) > 0;
              arrivals.arrived(returned.getKey(), returned.getValue(), more);
              return !more;
            });
  }

  /** Applies a pause by Kafka Streams. */
  void pause(PlainConsumer consumer, Collection<TopicPartition> partitions) {
    consumer.pause().accept(partitions);
    pausedByStreams.addAll(partitions);
  }

  /** Applies a resume by Kafka Streams. */
  void resume(PlainConsumer consumer, Collection<TopicPartition> partitions) {
    pausedByStreams.removeAll(new HashSet<>(partitions));
    consumer.resume().accept(without(partitions, held.get()));
  }

  /** Returns what Kafka Streams has paused. */
  Set<TopicPartition> paused() {
    return Set.copyOf(pausedByStreams);
  }

  private static Set<TopicPartition> without(
      Collection<TopicPartition> some, Set<TopicPartition> others) {
    Set<TopicPartition> rest = new HashSet<>(some);
    rest.removeAll(others);
    return rest;
  }
}
