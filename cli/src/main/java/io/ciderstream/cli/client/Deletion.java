package io.ciderstream.cli.client;

import io.ciderstream.client.ImagePartitions;
import io.ciderstream.client.kafka.KafkaClients;
import io.ciderstream.client.trace.TracedSend;
import io.ciderstream.index.Consistency;
import io.ciderstream.index.DescriptorSearch;
import io.ciderstream.index.Row;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.OutageRetry;
import io.ciderstream.schemas.Topics;
import io.opentelemetry.api.GlobalOpenTelemetry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Deletes images from the partitions where the index says that their pictures are. One thread. */
public final class Deletion implements AutoCloseable {
  private final KafkaClients kafka;
  private final String topic;
  private final DescriptorSearch index;
  private final Producer<byte[], byte[]> producer;
  private final TracedSend traced = new TracedSend(GlobalOpenTelemetry.getOrNoop());

  /**
   * Connects the producer.
   *
   * @param index knows where pictures are; the caller closes it
   */
  public Deletion(KafkaClients kafka, Topics topics, DescriptorSearch index) {
    this.kafka = kafka;
    this.topic = topics.images();
    this.index = index;
    this.producer = kafka.failFastProducer();
  }

  /**
   * Produces the deletion and waits until the broker has it.
   *
   * @return whether the image was in the index
   * @throws CiderException BROKER_UNAVAILABLE, INDEX_UNAVAILABLE
   */
  public boolean delete(ImageId image) throws InterruptedException {
    Optional<Row> row = OutageRetry.create().call(() -> index.get(image, Consistency.STRONG));
    byte[] key = image.value().getBytes(StandardCharsets.UTF_8);
    try {
      List<Integer> targets =
          new ImagePartitions(() -> producer.partitionsFor(topic).size())
              .toDelete(key, row.map(some -> some.source().partition()).stream().toList());
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (Integer partition :
          targets.isEmpty() ? Collections.<Integer>singletonList(null) : targets) {
        sent.add(
            traced.send(
                producer,
                new ProducerRecord<>(topic, partition, key, null),
                (metadata, error) -> {}));
      }
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw failed(image, e.getCause());
    } catch (KafkaException e) {
      throw failed(image, e);
    }
    return row.isPresent();
  }

  private CiderException failed(ImageId image, Throwable cause) {
    return new CiderException(
        ErrorCode.BROKER_UNAVAILABLE,
        "The deletion of %s could not be produced to %s at %s: %s."
            .formatted(image.value(), topic, kafka.bootstrap(), cause.getMessage()),
        cause);
  }

  @Override
  public void close() {
    producer.close();
  }
}
