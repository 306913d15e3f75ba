package io.ciderstream.streams.pending;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The input topic read by one consumer of no group, on its own thread. */
public final class KafkaInputLog implements InputLog, AutoCloseable {
  private final Admin admin;
  private final String group;
  private final String topic;
  private final LogReader reader;

  /**
   * Creates a kafka input log.
   *
   * @param admin asked for committed offsets; the caller closes it
   * @param clientConfig how to reach the broker, and fetch sizes
   * @param group the application id of Kafka Streams
   * @param topic the input topic
   */
  public KafkaInputLog(Admin admin, Map<String, Object> clientConfig, String group, String topic) {
    this.admin = admin;
    this.group = group;
    this.topic = topic;
    Map<String, Object> config = new HashMap<>(clientConfig);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    // retention may have removed records meanwhile: continue with the oldest
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    this.reader =
        new LogReader(
            topic,
            () ->
                new KafkaConsumer<>(
                    config, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  @Override
  public CompletableFuture<OptionalLong> committed(int partition) {
    TopicPartition asked = new TopicPartition(topic, partition);
    return admin
        .listConsumerGroupOffsets(
            Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(asked))),
            new ListConsumerGroupOffsetsOptions().requireStable(true))
        .partitionsToOffsetAndMetadata(group)
        .toCompletionStage()
        .thenApply(found -> offset(found.get(asked)))
        .toCompletableFuture();
  }

  private static OptionalLong offset(OffsetAndMetadata found) {
    return found == null ? OptionalLong.empty() : OptionalLong.of(found.offset());
  }

  @Override
  public Reader open(int partition, long offset) {
    return reader.open(partition, offset);
  }

  @Override
  public void close() {
    reader.close();
  }
}
