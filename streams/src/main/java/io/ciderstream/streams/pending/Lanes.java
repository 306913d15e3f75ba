package io.ciderstream.streams.pending;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What the tasks of an instance tell its Kafka clients about the partitions of the input topic:
 * which are not to be fetched now, and up to where everything is finished. Any thread.
 */
public final class Lanes {
  private static final long ALL_FINISHED = -1;

  private final String topic;
  private final Map<Integer, Lane> lanes = new ConcurrentHashMap<>();

  /**
   * @param topic the input topic
   */
  public Lanes(String topic) {
    this.topic = topic;
  }

  /** The partition as its task describes it; takes the place of one that another task left open. */
  Lane open(int partition) {
    Lane lane = new Lane(partition);
    lanes.put(partition, lane);
    return lane;
  }

  /** The partitions of which nothing is to be fetched now. */
  public Set<TopicPartition> held() {
    return lanes.values().stream()
        .filter(lane -> lane.held)
        .map(lane -> new TopicPartition(topic, lane.partition))
        .collect(Collectors.toSet());
  }

  /**
   * The same offsets, but none beyond the first unfinished record of its partition: Kafka Streams
   * takes a record that was handed over for finished, and so would all who look at the group's lag.
   */
  public Map<TopicPartition, OffsetAndMetadata> finished(
      Map<TopicPartition, OffsetAndMetadata> offsets) {
    Map<TopicPartition, OffsetAndMetadata> finished = new HashMap<>(offsets);
    finished.replaceAll(this::finished);
    return finished;
  }

  private OffsetAndMetadata finished(TopicPartition partition, OffsetAndMetadata handedOver) {
    Lane lane = partition.topic().equals(topic) ? lanes.get(partition.partition()) : null;
    long first = lane == null ? ALL_FINISHED : lane.unfinished;
    return first == ALL_FINISHED || first >= handedOver.offset()
        ? handedOver
        : new OffsetAndMetadata(first, handedOver.metadata());
  }

  /** One partition, as its task describes it. */
  final class Lane implements AutoCloseable {
    private final int partition;
    private volatile boolean held;
    private volatile long unfinished = ALL_FINISHED;

    private Lane(int partition) {
      this.partition = partition;
    }

    /** Whether nothing is to be fetched now. */
    void hold(boolean held) {
      this.held = held;
    }

    /** The first offset that was handed over and is not finished. */
    void unfinished(long offset) {
      unfinished = offset;
    }

    /** All that was handed over is finished. */
    void allFinished() {
      unfinished = ALL_FINISHED;
    }

    @Override
    public void close() {
      lanes.remove(partition, this);
    }
  }
}
