package io.ciderstream.console.log;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the last records of a partition page by page, from the end towards the beginning, until
 * there are enough records or bytes. Of each record only what the caller makes of it is kept. One
 * thread.
 *
 * @param maxRecords how many records are enough
 * @param maxBytes how many bytes are enough; the page that exceeds them is the last one
 * @param kept makes of a record what is to be kept
 */
record TailPages<T>(
    int maxRecords, long maxBytes, Function<ConsumerRecord<byte[], byte[]>, T> kept) {
  /** A consumer's settings by which few bytes are in memory at a time. */
  static final Map<String, Object> SMALL_FETCHES =
      Map.of("max.partition.fetch.bytes", 1 << 18, "fetch.max.bytes", 1 << 20);

  private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);
  private static final int FIRST_PAGE = 4;

  /** A page has at most this part of all bytes, if its records are as large as those before. */
  private static final int PAGES = 16;

  /** What was read, the oldest first, and how many bytes it had. */
  record Tail<T>(List<T> records, long bytes) {}

  /**
   * Reads back from an offset, with a consumer that is assigned this partition alone.
   *
   * @throws KafkaException if a page does not come within 10 s
   */
  Tail<T> read(Consumer<byte[], byte[]> consumer, TopicPartition partition, long begin, long end) {
    consumer.assign(List.of(partition));
    Deque<T> all = new ArrayDeque<>();
    long bytes = 0;
    long page = FIRST_PAGE;
    long to = end;
    while (to > begin && end - to < maxRecords && bytes < maxBytes) {
      long from = Math.max(begin, to - Math.min(page, maxRecords - (end - to)));
      Tail<T> read = page(consumer, partition, from, to);
      read.records().reversed().forEach(all::addFirst);
      bytes += read.bytes();
      to = from;
      page = Math.max(1, maxBytes / PAGES / Math.max(1, bytes / (end - to)));
    }
    return new Tail<>(List.copyOf(all), bytes);
  }

  private Tail<T> page(
      Consumer<byte[], byte[]> consumer, TopicPartition partition, long from, long to) {
    List<T> records = new ArrayList<>();
    long bytes = 0;
    long timeout = System.nanoTime() + READ_TIMEOUT.toNanos();
    consumer.seek(partition, from);
    while (consumer.position(partition) < to) {
      if (System.nanoTime() > timeout) {
        throw new KafkaException("offset %d of %s was not read".formatted(from, partition));
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
        if (record.offset() < to) {
          records.add(kept.apply(record));
          bytes += record.value() == null ? 0 : record.value().length;
        }
      }
    }
    return new Tail<>(records, bytes);
  }
}
