package io.ciderstream.streams.embedder;

import io.ciderstream.embedding.settings.EmbeddingSettings;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.avro.Descriptor;
import io.ciderstream.schemas.serde.AvroSerdes;
import io.ciderstream.schemas.settings.KafkaSettings;
import io.ciderstream.streams.runtime.KafkaAccess;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks that a topic's last descriptors are of the model that is to add to them: a collection that
 * is filled from descriptors of two models has the pictures of neither. One thread.
 */
final class TopicModelCheck {
  private static final Logger LOG = LoggerFactory.getLogger(TopicModelCheck.class);

  /** Every other offset may be the end of a transaction. */
  private static final int OFFSETS_BACK = 6;

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final AvroSerdes serdes;
  private final Supplier<Consumer<byte[], byte[]>> consumers;

  /**
   * Creates a check.
   *
   * @param consumers creates consumers of bytes in no group that read committed records
   */
  TopicModelCheck(AvroSerdes serdes, Supplier<Consumer<byte[], byte[]>> consumers) {
    this.serdes = serdes;
    this.consumers = consumers;
  }

  static TopicModelCheck of(KafkaAccess kafka, AvroSerdes serdes) {
    Map<String, Object> config = new HashMap<>(kafka.client());
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrap());
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    return new TopicModelCheck(serdes, () -> new KafkaConsumer<>(config, bytes, bytes));
  }

  /**
   * Rejects a topic whose last descriptors are all of other models. A topic that this role may not
   * read, or cannot read in time, passes.
   *
   * @throws CiderException MODEL_MISMATCH, REGISTRY_UNAVAILABLE
   */
  void require(String topic, String modelHash) {
    Set<String> found = Set.of();
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      found = models(consumer, topic);
    } catch (AuthorizationException e) {
      LOG.debug("the models in {} are not checked: {}", topic, e.getMessage());
    }
    if (!found.isEmpty() && !found.contains(modelHash)) {
      throw new CiderException(
          ErrorCode.MODEL_MISMATCH,
          "The last descriptors of the topic %s are of the model %s, but %s has the hash %s. ./cider rebuild changes the model, and says what to set %s to."
              .formatted(
                  topic,
                  String.join(" and ", found),
                  EmbeddingSettings.MODEL_FILE,
                  modelHash,
                  KafkaSettings.TOPICS_DESCRIPTORS));
    }
  }

  private Set<String> models(Consumer<byte[], byte[]> consumer, String topic) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    ends.forEach(
        (partition, end) ->
            consumer.seek(partition, Math.max(begins.get(partition), end - OFFSETS_BACK)));
    Set<String> models = new TreeSet<>();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (ends.entrySet().stream()
            .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())
        && System.nanoTime() < deadline) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        model(record).ifPresent(models::add);
      }
    }
    return models;
  }

  /** Returns the model of a record, unless it is a deletion or no descriptor. */
  private Optional<String> model(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    try {
      Descriptor descriptor = serdes.decode(record.topic(), record.value(), Descriptor.class);
      return Optional.of(descriptor.getModel().getHash());
    } catch (CiderException e) {
      if (e.code() != ErrorCode.AVRO_INVALID) {
        throw e;
      }
      return Optional.empty();
    }
  }
}
