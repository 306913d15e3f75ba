package io.ciderstream.streams.canary;

import io.ciderstream.schemas.CanaryTimes;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.KeyPartition;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.Topics;
import io.ciderstream.streams.runtime.KafkaAccess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A canary's topics in Kafka. Two consumers tell when a descriptor is written and committed. */
final class KafkaCanaryLog implements CanaryLog {
  private static final int TIMEOUT_MS = 10_000;
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);

  private final Topics topics;
  private final Producer<byte[], byte[]> producer;
  private final Consumer<byte[], byte[]> uncommitted;
  private final Consumer<byte[], byte[]> committed;
  private TopicPartition descriptors;

  KafkaCanaryLog(KafkaAccess kafka) {
    topics = kafka.topics();
    Map<String, Object> client = new HashMap<>(kafka.client());
    client.put("bootstrap.servers", kafka.bootstrap());
    Map<String, Object> sending = new HashMap<>(client);
    sending.put("acks", "all");
    sending.put("linger.ms", 0);
    sending.put("max.block.ms", TIMEOUT_MS);
    sending.put("request.timeout.ms", TIMEOUT_MS);
    sending.put("delivery.timeout.ms", 2 * TIMEOUT_MS);
    producer = new KafkaProducer<>(sending, new ByteArraySerializer(), new ByteArraySerializer());
    uncommitted = consumer(client, "read_uncommitted");
    committed = consumer(client, "read_committed");
  }

  private static Consumer<byte[], byte[]> consumer(Map<String, Object> client, String isolation) {
    Map<String, Object> config = new HashMap<>(client);
    config.put("isolation.level", isolation);
    config.put("enable.auto.commit", false);
    config.put("auto.offset.reset", "latest");
    config.put("default.api.timeout.ms", TIMEOUT_MS);
    config.put("request.timeout.ms", TIMEOUT_MS);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public void prepare(ImageId id) {
    try {
      int partitions = producer.partitionsFor(topics.images()).size();
      descriptors =
          new TopicPartition(topics.descriptors(), KeyPartition.of(id.toBytes(), partitions));
      for (Consumer<byte[], byte[]> consumer : List.of(uncommitted, committed)) {
        consumer.assign(List.of(descriptors));
        consumer.seekToEnd(List.of(descriptors));
        consumer.position(descriptors);
      }
    } catch (KafkaException e) {
      throw unavailable(e);
    }
  }

  @Override
  public RecordPosition produce(ImageId id, byte[] picture, byte[] report)
      throws InterruptedException {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topics.images(), descriptors.partition(), id.toBytes(), picture);
    record.headers().add(HeaderNames.CANARY_REPORT, report);
    try {
      RecordMetadata at = producer.send(record).get();
      return new RecordPosition(at.partition(), at.offset());
    } catch (ExecutionException | KafkaException e) {
      throw unavailable(e);
    }
  }

  @Override
  public Map<String, Long> awaitWritten(ImageId id, RecordPosition picture, Duration timeout) {
    Header times =
        await(uncommitted, id, picture, timeout).headers().lastHeader(HeaderNames.CANARY_TIMES);
    return times == null ? Map.of() : CanaryTimes.parse(times.value());
  }

  @Override
  public void awaitCommitted(ImageId id, RecordPosition picture, Duration timeout) {
    await(committed, id, picture, timeout);
  }

  private ConsumerRecord<byte[], byte[]> await(
      Consumer<byte[], byte[]> consumer, ImageId id, RecordPosition picture, Duration timeout) {
    byte[] source = Long.toString(picture.offset()).getBytes(StandardCharsets.UTF_8);
    long end = System.nanoTime() + timeout.toNanos();
    try {
      while (System.nanoTime() - end < 0) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
          Header of = record.headers().lastHeader(HeaderNames.SOURCE_OFFSET);
          if (of != null && Arrays.equals(of.value(), source)) {
            return requireDescriptor(record, id);
          }
        }
      }
    } catch (KafkaException e) {
      throw unavailable(e);
    }
    throw new CiderException(
        ErrorCode.INDEX_BEHIND, "No descriptor of the canary at %s came.".formatted(picture));
  }

  private ConsumerRecord<byte[], byte[]> requireDescriptor(
      ConsumerRecord<byte[], byte[]> record, ImageId id) {
    if (record.value() == null || !Arrays.equals(record.key(), id.toBytes())) {
      throw new CiderException(
          ErrorCode.INDEX_BEHIND, "The canary ended in %s.".formatted(topics.imagesDeadLetters()));
    }
    return record;
  }

  private static CiderException unavailable(Exception e) {
    Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
    return new CiderException(
        ErrorCode.BROKER_UNAVAILABLE, "The canary's topics: %s.".formatted(cause), e);
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
    uncommitted.close();
    committed.close();
  }
}
