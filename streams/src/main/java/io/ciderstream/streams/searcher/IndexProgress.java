package io.ciderstream.streams.searcher;

import io.ciderstream.client.follow.ProgressFollower;
import io.ciderstream.client.follow.ProgressSource;
import io.ciderstream.schemas.IndexPosition;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Follows how far the index is, as the progress topic reports. */
final class IndexProgress implements AutoCloseable {
  private final Listener listener;
  private final ProgressFollower follower;

  /** Called on the follower's thread. */
  interface Listener {
    /**
     * Receives that the index holds this offset of the images topic and all before it. The latest
     * report counts.
     */
    void report(int partition, long offset);
  }

  /**
   * Starts to follow.
   *
   * @param descriptors the topic that the sink reads
   * @param consumers creates consumers of bytes in no group
   */
  IndexProgress(
      ProgressSource source,
      String descriptors,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Listener listener) {
    this.listener = listener;
    this.follower =
        new ProgressFollower("index-progress", consumers, source, descriptors, this::take);
  }

  /** Returns a consumer over these brokers, for the constructor. */
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

  private void take(IndexPosition position) {
    position.sourceOffset().ifPresent(offset -> listener.report(position.partition(), offset));
  }

  @Override
  public void close() {
    follower.close();
  }
}
