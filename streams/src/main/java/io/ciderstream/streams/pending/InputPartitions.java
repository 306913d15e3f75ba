package io.ciderstream.streams.pending;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The state of the input topic's partitions, which the tasks of an instance share with its Kafka
 * clients: which must not be fetched now, up to which offset everything is finished, and which
 * records wait. Any thread.
 */
public final class InputPartitions {
  private static final long ALL_FINISHED = -1;

  private final String topic;
  private final Map<Integer, InputPartition> inputPartitions = new ConcurrentHashMap<>();
  private final Map<Integer, Arrived> arrived = new ConcurrentHashMap<>();

  /** What a consumer knows of a partition: the last record it returned, and if there are more. */
  private record Arrived(long last, boolean more) {}

  /**
   * Creates the input partitions.
   *
   * @param topic the input topic
   */
  public InputPartitions(String topic) {
    this.topic = topic;
  }

  /**
   * Returns the partition as its task describes it; takes the place of one that another task left
   * open.
   */
  InputPartition open(int partition) {
    InputPartition inputPartition = new InputPartition(partition);
    inputPartitions.put(partition, inputPartition);
    return inputPartition;
  }

  /** Returns the partitions of which nothing is to be fetched now. */
  public Set<TopicPartition> held() {
    return inputPartitions.values().stream()
        .filter(inputPartition -> inputPartition.held)
        .map(inputPartition -> new TopicPartition(topic, inputPartition.partition))
        .collect(Collectors.toSet());
  }

  /**
   * Reports what a consumer has returned.
   *
   * @param last the last offset that it returned
   * @param more whether the broker has later ones, as far as the consumer knows
   */
  public void arrived(TopicPartition partition, long last, boolean more) {
    arrived.put(partition.partition(), new Arrived(last, more));
  }

  /**
   * Returns the same offsets, but none beyond the first unfinished record of its partition: Kafka
   * Streams regards a delivered record as finished, and so would every tool that reads the group's
   * lag.
   */
  public Map<TopicPartition, OffsetAndMetadata> finished(
      Map<TopicPartition, OffsetAndMetadata> offsets) {
    Map<TopicPartition, OffsetAndMetadata> finished = new HashMap<>(offsets);
    finished.replaceAll(this::finished);
    return finished;
  }

  private OffsetAndMetadata finished(TopicPartition partition, OffsetAndMetadata handedOver) {
    InputPartition inputPartition =
        partition.topic().equals(topic) ? inputPartitions.get(partition.partition()) : null;
    long first = inputPartition == null ? ALL_FINISHED : inputPartition.unfinished;
    return first == ALL_FINISHED || first >= handedOver.offset()
        ? handedOver
        : new OffsetAndMetadata(first, handedOver.metadata());
  }

  /** One partition, as its task describes it. */
  final class InputPartition implements AutoCloseable {
    private final int partition;
    private volatile boolean held;
    private volatile long unfinished = ALL_FINISHED;

    private InputPartition(int partition) {
      this.partition = partition;
    }

    /** Sets whether fetching is paused. */
    void hold(boolean held) {
      this.held = held;
    }

    /** Returns whether no later record waits, in this instance or on the broker. */
    boolean isLast(long offset) {
      Arrived known = arrived.get(partition);
      return known == null || offset >= known.last() && !known.more();
    }

    /** Sets the first offset that was delivered and is not finished. */
    void unfinished(long offset) {
      unfinished = offset;
    }

    /** Reports that all delivered records are finished. */
    void allFinished() {
      unfinished = ALL_FINISHED;
    }

    @Override
    public void close() {
      if (inputPartitions.remove(partition, this)) {
        arrived.remove(partition);
      }
    }
  }
}
