package io.ciderstream.connectors.progress;

import io.ciderstream.connectors.values.SourceOffsetHeader;
import io.ciderstream.schemas.IndexPosition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes an {@link IndexPosition} per acknowledged batch and partition. It is a hint for readers
 * and never delays the sink: a position that cannot be published now is published with a later
 * batch, even an empty one.
 */
public final class ProgressTopic implements ProgressPublisher {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressTopic.class);
  private static final String MAX_BLOCK_MS = "500";
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  /** A send can block while the brokers are unreachable; not every batch may do so. */
  private static final Duration RETRY_PAUSE = Duration.ofSeconds(10);

  private final String topic;
  private final IndexNames names;
  private final Producer<byte[], byte[]> producer;
  private final InstantSource clock;
  private final Map<String, IndexPosition> unpublished = new ConcurrentHashMap<>();
  private final Map<String, String> lastModels = new HashMap<>();
  private volatile Instant pausedUntil = Instant.MIN;

  /**
   * Returns a publisher with its own producer.
   *
   * @param names name the index that a record is written to
   */
  public static ProgressTopic open(ProgressOptions options, IndexNames names) {
    Map<String, Object> producer = new HashMap<>(options.producer());
    // these brokers must not block the writes
    producer.put("max.block.ms", MAX_BLOCK_MS);
    return new ProgressTopic(
        options.topic(),
        names,
        new KafkaProducer<>(producer, new ByteArraySerializer(), new ByteArraySerializer()),
        InstantSource.system());
  }

  /**
   * Creates a progress topic.
   *
   * @param topic a compacted topic
   * @param names name the index that a record is written to
   * @param producer closed with this publisher
   * @param clock times the pause after a failure
   */
  public ProgressTopic(
      String topic, IndexNames names, Producer<byte[], byte[]> producer, InstantSource clock) {
    this.clock = clock;
    this.topic = topic;
    this.names = names;
    this.producer = producer;
  }

  @Override
  public void acknowledged(Collection<SinkRecord> records) {
    for (SinkRecord sinkRecord : records) {
      IndexPosition position = position(sinkRecord);
      unpublished.merge(position.key(), position, ProgressTopic::later);
    }
    for (IndexPosition position : List.copyOf(unpublished.values())) {
      if (!clock.instant().isBefore(pausedUntil)) {
        publish(position);
      }
    }
  }

  private IndexPosition position(SinkRecord sinkRecord) {
    String collection = names.collection(sinkRecord);
    names.modelCollection(sinkRecord).ifPresent(model -> lastModels.put(collection, model));
    return new IndexPosition(
        collection,
        Optional.ofNullable(lastModels.get(collection)),
        sinkRecord.originalTopic(),
        sinkRecord.originalKafkaPartition(),
        sinkRecord.originalKafkaOffset() + 1,
        SourceOffsetHeader.of(sinkRecord.headers()));
  }

  private static IndexPosition later(IndexPosition before, IndexPosition after) {
    return new IndexPosition(
        after.collection(),
        after.modelCollection(),
        after.topic(),
        after.partition(),
        after.offset(),
        after.sourceOffset().isPresent() ? after.sourceOffset() : before.sourceOffset());
  }

  private void publish(IndexPosition position) {
    byte[] key = position.key().getBytes(StandardCharsets.UTF_8);
    try {
      producer.send(
          new ProducerRecord<>(topic, key, position.toJson()),
          (metadata, error) -> {
            if (error == null) {
              unpublished.remove(position.key(), position);
            } else {
              failed(error);
            }
          });
    } catch (KafkaException e) {
      failed(e);
    }
  }

  private void failed(Exception error) {
    pausedUntil = clock.instant().plus(RETRY_PAUSE);
    LOG.warn(
        "cannot publish the position of the index to {}: {}. It is retried with a later batch",
        topic,
        error.getMessage());
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }
}
