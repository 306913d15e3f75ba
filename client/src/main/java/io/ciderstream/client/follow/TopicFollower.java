package io.ciderstream.client.follow;

import io.ciderstream.schemas.DaemonThread;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that hands every record of some topics to a reader, from a start that the {@link
 * Start} chooses. After a failure and a pause a new consumer continues where the last one was.
 */
public final class TopicFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
  private static final long PAUSE_MS = 1_000;
  private static final long STOP_MS = 3_000;

  /**
   * Where to begin. A start must not depend on how much was ever written to a topic: seek to the
   * end, or back from it by a number of records.
   */
  public interface Start {
    /** Seeks partitions that were not read before; they are assigned already. */
    void seek(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions);
  }

  /** Takes the records. */
  public interface Reader {
    /** Reads one record, in the order of its partition. */
    void read(ConsumerRecord<byte[], byte[]> record);

    /** Is called once all records that were there at the start have been read. */
    default void caughtUp() {}
  }

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final List<String> topics;
  private final Start start;
  private final Reader reader;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Consumer<byte[], byte[]> current;
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private volatile boolean caughtUp;

  /**
   * Starts to read.
   *
   * @param name of the thread
   * @param consumers creates consumers of bytes in no group
   */
  public TopicFollower(
      String name,
      Supplier<Consumer<byte[], byte[]>> consumers,
      List<String> topics,
      Start start,
      Reader reader) {
    this.consumers = consumers;
    this.topics = topics;
    this.start = start;
    this.reader = reader;
    this.thread = DaemonThread.start(name, this::run);
  }

  /** Returns true once all records that were there at the start have been read. */
  public boolean isCaughtUp() {
    return caughtUp;
  }

  private void run() {
    while (!isClosing()) {
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        current = consumer;
        follow(consumer);
      } catch (WakeupException e) {
        LOG.debug("woken up to stop");
      } catch (RuntimeException e) {
        if (!isClosing()) {
          LOG.warn("cannot read {}, retrying: {}", topics, e.toString());
          pause();
        }
      }
    }
  }

  private void follow(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        topics.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new IllegalStateException("there is no such topic");
    }
    consumer.assign(partitions);
    List<TopicPartition> unread = partitions.stream().filter(p -> !next.containsKey(p)).toList();
    if (!unread.isEmpty()) {
      start.seek(consumer, unread);
      unread.forEach(partition -> next.put(partition, consumer.position(partition)));
    }
    next.forEach(consumer::seek);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (!isClosing()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
        reader.read(record);
        next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
      }
      if (!caughtUp && partitions.stream().allMatch(p -> consumer.position(p) >= ends.get(p))) {
        caughtUp = true;
        reader.caughtUp();
      }
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void pause() {
    try {
      closing.await(PAUSE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    Consumer<byte[], byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      thread.join(STOP_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
