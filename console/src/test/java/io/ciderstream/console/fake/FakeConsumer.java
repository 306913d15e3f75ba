package io.ciderstream.console.fake;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;

/** Reads a {@link FakeLog}. */
final class FakeConsumer extends MockConsumer<byte[], byte[]> {
  private final FakeLog log;
  private final int max;
  private volatile boolean woken;

  FakeConsumer(FakeLog log, int max) {
    super("earliest");
    this.log = log;
    this.max = max;
  }

  @Override
  public List<PartitionInfo> partitionsFor(String topic) {
    return IntStream.range(0, FakeLog.PARTITIONS)
        .mapToObj(p -> new PartitionInfo(topic, p, Node.noNode(), new Node[0], new Node[0]))
        .toList();
  }

  @Override
  public synchronized void seekToBeginning(Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> seek(partition, 0));
  }

  @Override
  public synchronized void seekToEnd(Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> seek(partition, log.end(partition)));
  }

  @Override
  public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
    return partitions.stream().collect(Collectors.toMap(p -> p, p -> 0L));
  }

  @Override
  public Map<TopicPartition, Long> beginningOffsets(
      Collection<TopicPartition> partitions, Duration timeout) {
    return beginningOffsets(partitions);
  }

  @Override
  public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
    return partitions.stream().collect(Collectors.toMap(p -> p, log::end));
  }

  @Override
  public Map<TopicPartition, Long> endOffsets(
      Collection<TopicPartition> partitions, Duration timeout) {
    if (partitions.stream().anyMatch(some -> some.partition() >= FakeLog.PARTITIONS)) {
      throw new TimeoutException("asked of a partition that does not exist");
    }
    return endOffsets(partitions);
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    Map<TopicPartition, Long> from = new HashMap<>();
    assignment().forEach(partition -> from.put(partition, position(partition)));
    List<ConsumerRecord<byte[], byte[]>> found;
    try {
      found = log.read(from, timeout.toMillis(), max);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WakeupException();
    }
    if (woken) {
      throw new WakeupException();
    }
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> byPartition =
        found.stream()
            .collect(Collectors.groupingBy(r -> new TopicPartition(r.topic(), r.partition())));
    byPartition.forEach((partition, some) -> seek(partition, some.getLast().offset() + 1));
    return new ConsumerRecords<>(byPartition, Map.of());
  }

  @Override
  public void wakeup() {
    woken = true;
    log.wake();
  }
}
