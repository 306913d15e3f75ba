package io.ciderstream.client.kafka;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.FileTrouble;
import io.ciderstream.schemas.settings.KafkaSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Creates Kafka clients for given brokers. Each method fails with BROKER_UNAVAILABLE if no broker's
 * host name gets an address within some seconds.
 *
 * @param common bootstrap.servers and what every client needs, security above all
 */
public record KafkaClients(Map<String, Object> common) {
  /**
   * A picture of 30 MB must reach the topic, so that the embedder can reject it by its own code.
   */
  private static final int BATCH_BYTES = 1 << 20;

  private static final int MAX_RECORD_BYTES = 64 << 20;

  /** How long a command waits for unreachable brokers. */
  private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(10);

  /** Copies the settings. */
  public KafkaClients {
    common = Map.copyOf(common);
  }

  /**
   * Reads the settings that every client needs.
   *
   * @param bootstrap host:port, comma-separated
   * @param extraFile a properties file with further client settings; empty for none
   * @throws CiderException SETTING_INVALID if the file cannot be read
   */
  public static KafkaClients of(String bootstrap, String extraFile) {
    Map<String, Object> all = new HashMap<>();
    if (!extraFile.isEmpty()) {
      Properties extra = new Properties();
      try (var reader = Files.newBufferedReader(Path.of(extraFile))) {
        extra.load(reader);
      } catch (IOException e) {
        throw new CiderException(
            ErrorCode.SETTING_INVALID,
            "%s=%s cannot be read: %s."
                .formatted(KafkaSettings.PROPERTIES, extraFile, FileTrouble.reason(e)),
            e);
      }
      extra.forEach((key, value) -> all.put(key.toString(), value));
    }
    all.put("bootstrap.servers", bootstrap);
    return new KafkaClients(all);
  }

  /** Returns an idempotent producer of bytes. */
  public Producer<byte[], byte[]> producer() {
    return producer(Map.of());
  }

  /**
   * Returns an idempotent producer of bytes.
   *
   * @param extra settings that override all others
   */
  public Producer<byte[], byte[]> producer(Map<String, Object> extra) {
    Map<String, Object> config = new HashMap<>(common);
    config.put("acks", "all");
    config.put("max.request.size", MAX_RECORD_BYTES);
    config.put("buffer.memory", 2L * MAX_RECORD_BYTES);
    config.put("batch.size", BATCH_BYTES);
    config.put("linger.ms", 5);
    config.putAll(extra);
    return make(
        () -> new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  /** Returns a consumer of bytes that is in no group and reads only committed records. */
  public Consumer<byte[], byte[]> consumer() {
    return consumer(Map.of());
  }

  /**
   * Returns a consumer of bytes that is in no group and reads only committed records.
   *
   * @param extra settings that override all others
   */
  public Consumer<byte[], byte[]> consumer(Map<String, Object> extra) {
    Map<String, Object> config = new HashMap<>(common);
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", false);
    config.put("auto.offset.reset", "earliest");
    config.put("fetch.max.wait.ms", 50);
    config.putAll(extra);
    return make(
        () ->
            new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  /**
   * Reads what is appended to some topics from now on.
   *
   * @throws CiderException BROKER_UNAVAILABLE if no broker answers within 10 s; TOPIC_MISMATCH if a
   *     topic does not exist
   */
  public TopicTail tail(Collection<String> topics) {
    return tail(topics, BROKER_TIMEOUT);
  }

  TopicTail tail(Collection<String> topics, Duration timeout) {
    Consumer<byte[], byte[]> consumer = consumer(Map.of("allow.auto.create.topics", false));
    try {
      return new TopicTail(consumer, topics, timeout);
    } catch (RuntimeException e) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
      throw e instanceof KafkaException ? unavailable(e) : e;
    }
  }

  /** Returns a producer whose calls fail if no broker answers within 10 s. */
  public Producer<byte[], byte[]> failFastProducer() {
    return producer(Map.of("max.block.ms", BROKER_TIMEOUT.toMillis()));
  }

  /** Returns the error of a client of these brokers that failed. */
  public CiderException unavailable(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String detail =
        root instanceof RetriableException
            ? "No broker answers at %s (%s); ./cider demo starts one. Check %s."
            : "Kafka at %s reported: %s. Check %s.";
    return new CiderException(
        ErrorCode.BROKER_UNAVAILABLE,
        detail.formatted(bootstrap(), root.getMessage(), KafkaSettings.BOOTSTRAP),
        failure);
  }

  /** Returns an admin client. */
  public Admin admin() {
    return make(() -> Admin.create(new HashMap<>(common)));
  }

  private <T> T make(Supplier<T> client) {
    try {
      return ResolvedClients.create(client);
    } catch (KafkaException e) {
      throw unavailable(e);
    }
  }

  /** Returns the addresses of the brokers. */
  public String bootstrap() {
    return common.get("bootstrap.servers").toString();
  }

  /** Shows the names of the settings, whose values may be secret. */
  @Override
  public String toString() {
    return "KafkaClients[bootstrap=%s, common=%s]".formatted(bootstrap(), common.keySet());
  }
}
