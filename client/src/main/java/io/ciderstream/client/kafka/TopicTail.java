package io.ciderstream.client.kafka;

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
   * Seeks to the ends of the topics before it returns, so that nothing produced later is missed.
   *
   * @param consumer is closed with this
   * @param timeout of each request to the broker
   * @throws CiderException TOPIC_MISMATCH if a topic does not exist
   */
  public TopicTail(Consumer<byte[], byte[]> consumer, Collection<String> topics, Duration timeout) {
    this.consumer = consumer;
    List<TopicPartition> partitions =
        topics.stream().flatMap(topic -> partitions(topic, timeout).stream()).toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(partition -> consumer.position(partition, timeout));
  }

  private List<TopicPartition> partitions(String topic, Duration timeout) {
    List<PartitionInfo> found = consumer.partitionsFor(topic, timeout);
    if (found.isEmpty()) {
      throw new CiderException(
          ErrorCode.TOPIC_MISMATCH,
          "The broker has no topic %s; ./cider topics creates all that are missing."
              .formatted(topic));
    }
    return found.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
  }

  /** Returns the records that arrive within the wait, as soon as there are some. */
  public Iterable<ConsumerRecord<byte[], byte[]>> poll(Duration wait) {
    return consumer.poll(wait);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
