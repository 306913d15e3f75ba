package io.ciderstream.streams.searcher;

import io.ciderstream.schemas.ProgressSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the progress topic on a thread of its own, from its beginning. Safe for use by several
 * threads.
 */
final class IndexProgress implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IndexProgress.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long PAUSE_MS = 1_000;

  private final ProgressSource source;
  private final String descriptors;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Map<Integer, Long> reached = new ConcurrentHashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Consumer<byte[], byte[]> current;

  /**
   * Starts to follow.
   *
   * @param descriptors the topic that the sink reads
   * @param consumers makes consumers of bytes in no group
   */
  IndexProgress(
      ProgressSource source, String descriptors, Supplier<Consumer<byte[], byte[]>> consumers) {
    this.source = source;
    this.descriptors = descriptors;
    this.consumers = consumers;
    Thread.ofPlatform().daemon().name("index-progress").start(this::run);
  }

  /** A consumer over these brokers, for the constructor. */
  static Supplier<Consumer<byte[], byte[]>> consumers(
      String bootstrap, Map<String, String> client) {
    Map<String, Object> config = new HashMap<>(client);
    config.put("bootstrap.servers", bootstrap);
    config.put("enable.auto.commit", false);
    config.put("auto.offset.reset", "earliest");
    config.put("fetch.max.wait.ms", 50);
    config.put("default.api.timeout.ms", 10_000);
    return () ->
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** True if the index surely holds this offset of the images topic, and all before it. */
  boolean reached(int partition, long offset) {
    return reached.getOrDefault(partition, -1L) >= offset;
  }

  private void run() {
    while (!isClosing()) {
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        current = consumer;
        follow(consumer);
      } catch (WakeupException e) {
        LOG.debug("woken up to stop");
      } catch (KafkaException e) {
        LOG.warn("The progress topic {} cannot be read now: {}", source.topic(), e.getMessage());
      }
      pause();
    }
  }

  private void follow(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(source.topic()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    while (!isClosing() && !partitions.isEmpty()) {
      consumer.poll(POLL).forEach(this::take);
    }
  }

  /** The last record counts, also where it is behind: an index that is built anew is behind. */
  private void take(ConsumerRecord<byte[], byte[]> said) {
    try {
      source
          .position(said.value(), descriptors)
          .filter(position -> position.sourceOffset().isPresent())
          .ifPresent(
              position -> reached.put(position.partition(), position.sourceOffset().getAsLong()));
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "Offset {} of {}-{} is passed over. {}",
          said.offset(),
          said.topic(),
          said.partition(),
          e.getMessage());
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void pause() {
    try {
      closing.await(PAUSE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closing.countDown();
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
  }
}
