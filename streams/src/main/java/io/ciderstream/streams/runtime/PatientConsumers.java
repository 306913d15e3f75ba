package io.ciderstream.streams.runtime;

import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The clients of Kafka Streams, whose main consumer waits longer for records while nothing is
 * pending. {@code poll.ms} must be short, because outcomes are written between two polls, but an
 * idle role that polls so often keeps a core busy for nothing. With the group protocol {@code
 * streams} Kafka Streams makes its main consumer by itself, and polls as often as ever.
 */
final class PatientConsumers implements KafkaClientSupplier {
  private static final Duration IDLE = Duration.ofMillis(100);

  private final BooleanSupplier idle;

  /**
   * @param idle whether no record is in work; asked before each poll
   */
  PatientConsumers(BooleanSupplier idle) {
    this.idle = idle;
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()) {
      @Override
      public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        boolean wait = timeout.isPositive() && timeout.compareTo(IDLE) < 0 && idle.getAsBoolean();
        return super.poll(wait ? IDLE : timeout);
      }
    };
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return getRestoreConsumer(config);
  }
}
