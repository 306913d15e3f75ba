package io.ciderstream.cli.client;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads what is appended to some topics from now on; {@link KafkaClients#tail} makes it. One
 * thread.
 */
public final class TopicTail implements AutoCloseable {
  private final Consumer<byte[], byte[]> consumer;

  /**
   * Stands at the topics' ends when it returns, so that nothing produced afterwards is missed.
   *
   * @param consumer is closed with this
   * @param patience how long each question to the broker may take
   * @throws CiderException TOPIC_MISMATCH if there is no such topic
   */
  TopicTail(Consumer<byte[], byte[]> consumer, Collection<String> topics, Duration patience) {
    this.consumer = consumer;
    List<TopicPartition> partitions =
        topics.stream().flatMap(topic -> partitions(topic, patience).stream()).toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(partition -> consumer.position(partition, patience));
  }

  private List<TopicPartition> partitions(String topic, Duration patience) {
    List<PartitionInfo> found = consumer.partitionsFor(topic, patience);
    if (found.isEmpty()) {
      throw new CiderException(
          ErrorCode.TOPIC_MISMATCH,
          "The broker has no topic %s; ./cider topics makes all that are missing."
              .formatted(topic));
    }
    return found.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
  }

  /** The records that arrived within the wait; returns at once if there are some. */
  public Iterable<ConsumerRecord<byte[], byte[]>> poll(Duration wait) {
    return consumer.poll(wait);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
