package io.ciderstream.trials.faults.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ciderstream.client.kafka.KafkaClients;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.Topics;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends records of {@code images} and remembers those that the broker acknowledged. It waits for a
 * broker that is away for as long as a trial may last. Any thread.
 */
public final class RecordedProducer implements AutoCloseable {
  private static final long PATIENCE_MS = 900_000;

  private final Producer<byte[], byte[]> producer;
  private final Queue<SentRecord> acknowledged = new ConcurrentLinkedQueue<>();
  private final AtomicLong failed = new AtomicLong();

  /** Connects at the first record. */
  public RecordedProducer(KafkaClients kafka) {
    this.producer =
        kafka.producer(
            Map.of(
                "max.block.ms",
                PATIENCE_MS,
                "delivery.timeout.ms",
                (int) PATIENCE_MS,
                "reconnect.backoff.max.ms",
                500));
  }

  /** Puts a picture into the partition of its id. */
  public CompletableFuture<RecordPosition> put(String id, byte[] picture) {
    return send(new ProducerRecord<>(Topics.DEFAULT.images(), id.getBytes(UTF_8), picture));
  }

  /** Deletes a picture. */
  public CompletableFuture<RecordPosition> delete(String id) {
    return put(id, null);
  }

  /**
   * Sends a record of any form.
   *
   * @return its position; fails if the client rejects the record
   */
  public CompletableFuture<RecordPosition> send(ProducerRecord<byte[], byte[]> record) {
    CompletableFuture<RecordPosition> sent = new CompletableFuture<>();
    producer.send(
        record,
        (metadata, error) -> {
          if (error == null) {
            RecordPosition position = new RecordPosition(metadata.partition(), metadata.offset());
            acknowledged.add(new SentRecord(position, hash(record.key()), hash(record.value())));
            sent.complete(position);
          } else {
            failed.incrementAndGet();
            sent.completeExceptionally(error);
          }
        });
    return sent;
  }

  /** Returns the hash of a key or value; 0 for none. */
  public static int hash(byte[] bytes) {
    return bytes == null ? 0 : Arrays.hashCode(bytes);
  }

  /** Waits until every record is acknowledged or has failed. */
  public void flush() {
    producer.flush();
  }

  /** Returns the acknowledged records so far. */
  public List<SentRecord> acknowledged() {
    return List.copyOf(acknowledged);
  }

  /** Returns how many records were not acknowledged; each may be in the log or not. */
  public long failed() {
    return failed.get();
  }

  @Override
  public void close() {
    producer.close();
  }
}
