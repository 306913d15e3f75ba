package io.ciderstream.streams.searcher;

import io.ciderstream.schemas.IndexPosition;
import io.ciderstream.schemas.follow.ProgressFollower;
import io.ciderstream.schemas.follow.ProgressSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** How far the index is, as the progress topic says. Safe for use by several threads. */
final class IndexProgress implements AutoCloseable {
  private final Map<Integer, Long> reached = new ConcurrentHashMap<>();
  private final ProgressFollower follower;

  /**
   * Starts to follow.
   *
   * @param descriptors the topic that the sink reads
   * @param consumers makes consumers of bytes in no group
   */
  IndexProgress(
      ProgressSource source, String descriptors, Supplier<Consumer<byte[], byte[]>> consumers) {
    this.follower =
        new ProgressFollower("index-progress", consumers, source, descriptors, this::take);
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

  private void take(IndexPosition said) {
    said.sourceOffset().ifPresent(offset -> reached.put(said.partition(), offset));
  }

  @Override
  public void close() {
    follower.close();
  }
}
