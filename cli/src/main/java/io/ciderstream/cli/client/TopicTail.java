package io.ciderstream.cli.client;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads what is appended to some topics from now on. One thread. */
public final class TopicTail implements AutoCloseable {
  private final Consumer<byte[], byte[]> consumer;

  /**
   * Stands at the topics' ends when it returns, so that nothing produced afterwards is missed.
   *
   * @param consumer is closed with this
   * @param topics existing topics
   */
  public TopicTail(Consumer<byte[], byte[]> consumer, Collection<String> topics) {
    this.consumer = consumer;
    List<TopicPartition> partitions =
        topics.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
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
