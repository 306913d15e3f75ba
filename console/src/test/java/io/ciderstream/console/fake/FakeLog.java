package io.ciderstream.console.fake;

import io.ciderstream.schemas.KeyPartition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Topics in memory, with two partitions each. Followers receive every record. */
public final class FakeLog {
  /** Of every topic. */
  public static final int PARTITIONS = 2;

  private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
  private final Map<String, Long> reads = new HashMap<>();
  private final List<Consumer<ConsumerRecord<byte[], byte[]>>> followers =
      new CopyOnWriteArrayList<>();

  /** Calls this for each record from now on, on the thread that appends. */
  public void follow(Consumer<ConsumerRecord<byte[], byte[]>> follower) {
    followers.add(follower);
  }

  /** Appends to the record's partition, or the one of its key's hash. */
  public ConsumerRecord<byte[], byte[]> append(ProducerRecord<byte[], byte[]> record) {
    TopicPartition partition = new TopicPartition(record.topic(), partition(record));
    ConsumerRecord<byte[], byte[]> appended;
    synchronized (this) {
      List<ConsumerRecord<byte[], byte[]>> log =
          records.computeIfAbsent(partition, any -> new ArrayList<>());
      appended =
          new ConsumerRecord<>(
              partition.topic(),
              partition.partition(),
              log.size(),
              System.currentTimeMillis(),
              TimestampType.CREATE_TIME,
              0,
              0,
              record.key(),
              record.value(),
              new RecordHeaders(record.headers()),
              Optional.empty());
      log.add(appended);
      notifyAll();
    }
    followers.forEach(follower -> follower.accept(appended));
    return appended;
  }

  private static int partition(ProducerRecord<byte[], byte[]> record) {
    if (record.partition() != null) {
      return record.partition();
    }
    return record.key() == null ? 0 : KeyPartition.of(record.key(), PARTITIONS);
  }

  /** The next offset. */
  public synchronized long end(TopicPartition partition) {
    return records.getOrDefault(partition, List.of()).size();
  }

  /** Returns at most so many records of each partition from an offset on; waits for the first. */
  synchronized List<ConsumerRecord<byte[], byte[]>> read(
      Map<TopicPartition, Long> from, long waitMs, int max) throws InterruptedException {
    List<ConsumerRecord<byte[], byte[]>> found = look(from, max);
    if (found.isEmpty() && waitMs > 0) {
      wait(waitMs);
      found = look(from, max);
    }
    found.forEach(record -> reads.merge(record.topic(), 1L, Long::sum));
    return found;
  }

  private List<ConsumerRecord<byte[], byte[]>> look(Map<TopicPartition, Long> from, int max) {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    from.forEach(
        (partition, offset) -> {
          List<ConsumerRecord<byte[], byte[]>> log = records.getOrDefault(partition, List.of());
          int start = (int) Math.min(offset, log.size());
          found.addAll(log.subList(start, Math.min(log.size(), start + max)));
        });
    return found;
  }

  /** Returns how many records of a topic were read so far. */
  public synchronized long read(String topic) {
    return reads.getOrDefault(topic, 0L);
  }

  /** Wakes who waits in {@link #read}. */
  synchronized void wake() {
    notifyAll();
  }
}
