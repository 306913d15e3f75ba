package io.ciderstream.console.log;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.RecordPosition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads single records by their position with a small pool of consumers. Any thread. */
public final class RecordFetcher implements AutoCloseable {
  private static final int CONSUMERS = 3;
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

  /** A fetch returns at least one batch; more would be discarded. */
  private static final Map<String, Object> ONE_BATCH =
      Map.of("max.partition.fetch.bytes", 1 << 16, "max.poll.records", 1, "check.crcs", true);

  private final BlockingQueue<Consumer<byte[], byte[]>> idle = new ArrayBlockingQueue<>(CONSUMERS);

  /** Creates the consumers. */
  public RecordFetcher(Function<Map<String, Object>, Consumer<byte[], byte[]>> consumers) {
    for (int i = 0; i < CONSUMERS; i++) {
      idle.add(consumers.apply(ONE_BATCH));
    }
  }

  /**
   * Returns a record; empty if the log no longer has it, or has no such partition.
   *
   * @throws CiderException BROKER_UNAVAILABLE
   */
  public Optional<ConsumerRecord<byte[], byte[]>> read(String topic, RecordPosition position) {
    Consumer<byte[], byte[]> consumer = take();
    try {
      return read(consumer, new TopicPartition(topic, position.partition()), position.offset());
    } catch (org.apache.kafka.common.KafkaException e) {
      throw unavailable(topic, position, e);
    } finally {
      idle.add(consumer);
    }
  }

  private static Optional<ConsumerRecord<byte[], byte[]>> read(
      Consumer<byte[], byte[]> consumer, TopicPartition partition, long offset) {
    if (consumer.partitionsFor(partition.topic(), READ_TIMEOUT).stream()
        .noneMatch(known -> known.partition() == partition.partition())) {
      return Optional.empty();
    }
    List<TopicPartition> one = List.of(partition);
    consumer.assign(one);
    if (offset >= consumer.endOffsets(one, READ_TIMEOUT).get(partition)) {
      return Optional.empty();
    }
    consumer.seek(partition, offset);
    long end = System.nanoTime() + READ_TIMEOUT.toNanos();
    while (System.nanoTime() < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
        return record.offset() == offset ? Optional.of(record) : Optional.empty();
      }
      if (consumer.position(partition) > offset) {
        return Optional.empty();
      }
    }
    throw unavailable(partition.topic(), new RecordPosition(partition.partition(), offset), null);
  }

  private Consumer<byte[], byte[]> take() {
    try {
      Consumer<byte[], byte[]> consumer = idle.poll(READ_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      if (consumer != null) {
        return consumer;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new CiderException(
        ErrorCode.BROKER_UNAVAILABLE,
        "Too many pictures are being read from the log; send the request again.");
  }

  private static CiderException unavailable(
      String topic, RecordPosition position, Exception cause) {
    return new CiderException(
        ErrorCode.BROKER_UNAVAILABLE,
        "The record %s of %s cannot be read.".formatted(position, topic),
        cause);
  }

  @Override
  public void close() {
    for (int i = 0; i < CONSUMERS; i++) {
      take().close();
    }
  }
}
