package io.ciderstream.client;

import io.ciderstream.client.kafka.ResolvedClients;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The Kafka clients of a {@link CiderClient}. */
final class ClientKafka {
  /** How long a call waits for unreachable brokers. */
  private static final int BLOCK_TIMEOUT_MS = 10_000;

  private static final int MAX_RECORD_BYTES = 64 << 20;

  private ClientKafka() {}

  /** Creates an idempotent producer of records as large as the topics accept. */
  static Producer<byte[], byte[]> producer(Map<String, Object> common) {
    Map<String, Object> config = new HashMap<>();
    config.put("acks", "all");
    config.put("max.request.size", MAX_RECORD_BYTES);
    config.put("buffer.memory", 2L * MAX_RECORD_BYTES);
    config.put("max.block.ms", BLOCK_TIMEOUT_MS);
    config.putAll(common);
    return make(
        common,
        () -> new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  /** Creates a consumer without a group; the caller seeks it. */
  static Consumer<byte[], byte[]> consumer(Map<String, Object> common) {
    Map<String, Object> config = new HashMap<>();
    config.put("isolation.level", "read_committed");
    config.put("auto.offset.reset", "latest");
    config.put("fetch.max.wait.ms", 100);
    config.put("default.api.timeout.ms", BLOCK_TIMEOUT_MS);
    config.putAll(common);
    config.put("enable.auto.commit", false);
    return make(
        common,
        () ->
            new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  private static <T> T make(Map<String, Object> common, Supplier<T> client) {
    try {
      return ResolvedClients.create(client);
    } catch (KafkaException e) {
      throw new CiderException(
          ErrorCode.BROKER_UNAVAILABLE,
          "A client of %s cannot be created: %s."
              .formatted(
                  common.get(ClientOptions.BOOTSTRAP),
                  e.getCause() == null ? e.getMessage() : e.getCause().getMessage()),
          e);
    }
  }
}
