package io.ciderstream.streams.pending;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The input topic read by a consumer of no group. */
public final class KafkaInputLog implements InputLog {
  private static final long ASK_SECONDS = 5;

  private final Admin admin;
  private final Map<String, Object> clientConfig;
  private final String group;
  private final String topic;

  /**
   * @param admin asked for committed offsets; the caller closes it
   * @param clientConfig how to reach the broker, and fetch sizes
   * @param group the application id of Kafka Streams
   * @param topic the input topic
   */
  public KafkaInputLog(Admin admin, Map<String, Object> clientConfig, String group, String topic) {
    this.admin = admin;
    this.clientConfig = Map.copyOf(clientConfig);
    this.group = group;
    this.topic = topic;
  }

  @Override
  public OptionalLong committed(int partition) {
    TopicPartition asked = new TopicPartition(topic, partition);
    try {
      OffsetAndMetadata found =
          admin
              .listConsumerGroupOffsets(
                  Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(asked))),
                  new ListConsumerGroupOffsetsOptions().requireStable(true))
              .partitionsToOffsetAndMetadata(group)
              .get(ASK_SECONDS, TimeUnit.SECONDS)
              .get(asked);
      return found == null ? OptionalLong.empty() : OptionalLong.of(found.offset());
    } catch (ExecutionException | TimeoutException e) {
      throw new CiderException(
          ErrorCode.BROKER_UNAVAILABLE,
          "No committed offset of the group %s for %s within %d s."
              .formatted(group, asked, ASK_SECONDS),
          e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  @Override
  public Reader open(int partition, long offset) {
    Map<String, Object> config = new HashMap<>(clientConfig);
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    // what retention has taken away meanwhile is gone: go on with the oldest that is there
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    TopicPartition read = new TopicPartition(topic, partition);
    Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(config);
    consumer.assign(List.of(read));
    consumer.seek(read, offset);
    return new ConsumerReader(consumer, read);
  }

  private record ConsumerReader(Consumer<byte[], byte[]> consumer, TopicPartition partition)
      implements Reader {
    @Override
    public List<InputRecord> poll(Duration timeout) {
      return StreamSupport.stream(consumer.poll(timeout).spliterator(), false)
          .map(InputRecord::of)
          .toList();
    }

    @Override
    public long position() {
      return consumer.position(partition);
    }

    @Override
    public void close() {
      consumer.close();
    }
  }
}
