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
    return inPartition(
        topic,
        position,
        partition ->
            partition
                .firstFrom(position.offset())
                .filter(record -> record.offset() == position.offset()));
  }

  /**
   * Reads several records of one partition with one consumer.
   *
   * @param position names the partition, and is named in an error
   * @param work is not called if there is no such partition
   * @throws CiderException BROKER_UNAVAILABLE
   */
  <T> Optional<T> inPartition(
      String topic, RecordPosition position, Function<PartitionRecords, Optional<T>> work) {
    Consumer<byte[], byte[]> consumer = take();
    try {
      TopicPartition partition = new TopicPartition(topic, position.partition());
      return consumer.partitionsFor(topic, READ_TIMEOUT).stream()
              .anyMatch(known -> known.partition() == partition.partition())
          ? work.apply(new PartitionRecords(consumer, partition))
          : Optional.empty();
    } catch (org.apache.kafka.common.KafkaException e) {
      throw unavailable(topic, position, e);
    } finally {
      idle.add(consumer);
    }
  }

  /** One partition, as it was when this was created. One thread. */
  static final class PartitionRecords {
    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final long end;

    private PartitionRecords(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
      this.consumer = consumer;
      this.partition = partition;
      consumer.assign(List.of(partition));
      this.end = consumer.endOffsets(List.of(partition), READ_TIMEOUT).get(partition);
    }

    /** Returns the first offset that the log may have. */
    long begin() {
      return consumer.beginningOffsets(List.of(partition), READ_TIMEOUT).get(partition);
    }

    /** Returns the offset behind the last record. */
    long end() {
      return end;
    }

    /** Returns the first record at an offset or behind it; empty if there is none. */
    Optional<ConsumerRecord<byte[], byte[]>> firstFrom(long offset) {
      if (offset >= end) {
        return Optional.empty();
      }
      consumer.seek(partition, offset);
      long timeout = System.nanoTime() + READ_TIMEOUT.toNanos();
      while (System.nanoTime() < timeout) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          return record.offset() < end ? Optional.of(record) : Optional.empty();
        }
        if (consumer.position(partition) >= end) {
          return Optional.empty();
        }
      }
      throw unavailable(partition.topic(), new RecordPosition(partition.partition(), offset), null);
    }
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
