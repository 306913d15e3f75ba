package io.ciderstream.streams.runtime;

import static org.apache.kafka.streams.StreamsConfig.consumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.mainConsumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.producerPrefix;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Options to settings of the Kafka clients. */
final class StreamsSettings {
  private static final long STORE_CACHE_BYTES = 1 << 20;
  private static final int POLL_MS = 20;
  // a commit sends what waits, and nobody sees it before
  private static final int LINGER_MS = 100;
  private static final int PROMPT_POLL_MS = 4;
  private static final int FETCH_BYTES = 8 << 20;
  private static final int ENVELOPE_BYTES = 1 << 20;
  private static final int BATCH_BYTES = 256 << 10;
  // a commit waits for what was sent, and with it all partitions of its thread: not for minutes
  // because of a topic that is gone
  private static final int REQUEST_TIMEOUT_MS = 10_000;
  private static final int DELIVERY_TIMEOUT_MS = 20_000;
  private static final int PROMPT_REQUEST_TIMEOUT_MS = 5_000;
  private static final int PROMPT_DELIVERY_TIMEOUT_MS = 8_000;
  // a write to a topic of which nothing is known blocks the stream thread
  private static final int MAX_BLOCK_MS = 5_000;

  private StreamsSettings() {}

  /** Returns only what is needed to reach the broker. */
  static Map<String, Object> client(StreamsOptions options) {
    Map<String, Object> config = new HashMap<>(options.kafka().client());
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, options.kafka().bootstrap());
    return config;
  }

  /** Returns the settings of a consumer that Kafka Streams does not manage. */
  static Map<String, Object> reader(StreamsOptions options) {
    Map<String, Object> config = client(options);
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, options.bounds().batchBytes());
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    return config;
  }

  /** Returns the largest record that the producer of {@link #streams} takes. */
  static int maxRequestBytes(StreamsOptions options) {
    Properties all = streams(options, StreamsConfig.AT_LEAST_ONCE);
    long request = number(all, ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
    return (int) Math.min(request, number(all, ProducerConfig.BUFFER_MEMORY_CONFIG));
  }

  private static long number(Properties all, String name) {
    return Long.parseLong(all.get(producerPrefix(name)).toString());
  }

  /** Returns the settings of Kafka Streams. */
  static Properties streams(StreamsOptions options, String guarantee) {
    Properties p = new Properties();
    p.put(StreamsConfig.APPLICATION_ID_CONFIG, options.group().applicationId());
    p.put(StreamsConfig.STATE_DIR_CONFIG, options.stateDir().toString());
    p.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, options.threads());
    p.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, options.group().replicationFactor());
    p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, guarantee);
    p.put(
        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
        options.transactions().commitInterval().toMillis());
    p.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, options.bounds().batchRecords());
    // the state is one number: an instance may take over a partition at once
    p.put(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG, Long.MAX_VALUE);
    p.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, STORE_CACHE_BYTES);
    p.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, NonNegativeTimestamps.class);
    p.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, options.group().protocol().setting());
    switch (options.group().protocol()) {
      case CLASSIC -> {
        long session = options.group().sessionTimeout().toMillis();
        p.put(mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), (int) session);
        p.put(mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), (int) session / 3);
      }
      case STREAMS -> {
        // the broker decides
      }
    }
    p.put(consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    p.put(consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
    // a broker returns the first record regardless of its size, so these only bound the memory
    p.put(
        consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
        options.bounds().batchBytes());
    p.put(consumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), FETCH_BYTES);
    p.put(
        mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG),
        options.bounds().batchRecords());
    // a dead letter is its record and some headers more
    int largest = options.kafka().maxRecordBytes() + ENVELOPE_BYTES;
    p.put(producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), largest);
    p.put(producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), Math.max(64L << 20, 2L * largest));
    p.put(producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "none");
    p.put(producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
    if (guarantee.equals(StreamsConfig.EXACTLY_ONCE_V2)) {
      p.put(StreamsConfig.POLL_MS_CONFIG, POLL_MS);
      p.put(producerPrefix(ProducerConfig.LINGER_MS_CONFIG), LINGER_MS);
      p.put(producerPrefix(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG), REQUEST_TIMEOUT_MS);
      p.put(producerPrefix(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG), DELIVERY_TIMEOUT_MS);
      p.put(
          producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
          (int) options.transactions().timeout().toMillis());
    } else {
      // outcomes are written between polls, and somebody waits for them
      p.put(StreamsConfig.POLL_MS_CONFIG, PROMPT_POLL_MS);
      p.put(producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
      p.put(producerPrefix(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG), PROMPT_REQUEST_TIMEOUT_MS);
      p.put(producerPrefix(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG), PROMPT_DELIVERY_TIMEOUT_MS);
      p.put(producerPrefix(ProducerConfig.MAX_BLOCK_MS_CONFIG), MAX_BLOCK_MS);
    }
    p.putAll(client(options));
    return p;
  }
}
