package io.ciderstream.streams;

import io.ciderstream.schemas.ReservedIds;
import io.ciderstream.schemas.Topics;
import io.ciderstream.schemas.settings.RegistryOptions;
import io.ciderstream.servers.KafkaBroker;
import io.ciderstream.servers.SchemaRegistry;
import io.ciderstream.servers.ServerHome;
import io.ciderstream.streams.fetch.FetchBounds;
import io.ciderstream.streams.fetch.FetchOptions;
import io.ciderstream.streams.fetch.FetchTimes;
import io.ciderstream.streams.runtime.GroupOptions;
import io.ciderstream.streams.runtime.GroupProtocol;
import io.ciderstream.streams.runtime.KafkaAccess;
import io.ciderstream.streams.runtime.PendingLimits;
import io.ciderstream.streams.runtime.StreamsOptions;
import io.ciderstream.streams.runtime.TopicSetup;
import io.ciderstream.streams.runtime.TransactionOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A real broker and a real registry, and topics of two partitions behind a prefix for each test.
 */
public final class TestSystem implements AutoCloseable {
  public static final int PARTITIONS = 2;

  private static final int PENDING = 64;

  private final Path dir;
  private int registryPort;
  private final KafkaBroker broker;
  private SchemaRegistry registry;

  public TestSystem(Path dir) {
    this.dir = dir;
    broker =
        KafkaBroker.start(
            dir.resolve("broker"),
            0,
            Map.of(
                "group.min.session.timeout.ms",
                "500",
                "group.streams.min.session.timeout.ms",
                "1000",
                "group.streams.session.timeout.ms",
                "1500",
                "transaction.abort.timed.out.transaction.cleanup.interval.ms",
                "250"));
    startRegistry();
  }

  public void startRegistry() {
    registry =
        SchemaRegistry.start(
            ServerHome.fromSystemProperty(), dir.resolve("registry"), registryPort);
    registryPort = URI.create(registry.address()).getPort(); // the same one after an outage
  }

  public void stopRegistry() {
    registry.close();
  }

  public String bootstrap() {
    return broker.address();
  }

  public String registryUrl() {
    return registry.address();
  }

  public Topics topics(String prefix) throws InterruptedException {
    Topics topics = Topics.withPrefix(prefix + ".");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
      new TopicSetup(topics, Optional.empty(), PARTITIONS, (short) 1, 8 << 20).create(admin);
    }
    return topics;
  }

  /** Sets the largest record of a topic. */
  public void setMaxBytes(String topic, int bytes) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    AlterConfigOp set =
        new AlterConfigOp(
            new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(bytes)),
            AlterConfigOp.OpType.SET);
    try (Admin admin = admin()) {
      admin.incrementalAlterConfigs(Map.of(resource, List.of(set))).all().get();
    }
  }

  /** To be closed by the caller. */
  public Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrap()));
  }

  public StreamsOptions options(Topics topics, String app, GroupProtocol protocol) {
    return options(topics, app, protocol, PENDING);
  }

  /**
   * @param pending most records in work
   */
  public StreamsOptions options(Topics topics, String app, GroupProtocol protocol, int pending) {
    Path state = dir.resolve("state");
    return options(bootstrap(), registryUrl(), topics, app, state, protocol, pending);
  }

  public static StreamsOptions options(
      String bootstrap,
      String registryUrl,
      Topics topics,
      String app,
      Path state,
      GroupProtocol protocol) {
    return options(bootstrap, registryUrl, topics, app, state, protocol, PENDING);
  }

  private static StreamsOptions options(
      String bootstrap,
      String registryUrl,
      Topics topics,
      String app,
      Path state,
      GroupProtocol protocol,
      int pending) {
    return new StreamsOptions(
        new KafkaAccess(bootstrap, RegistryOptions.of(registryUrl), topics, 8 << 20, Map.of()),
        new GroupOptions(app, protocol, Duration.ofSeconds(1), 1),
        state,
        1,
        new PendingLimits(pending, 64 << 20),
        new TransactionOptions(Duration.ofMillis(100), Duration.ofSeconds(2)),
        Duration.ofSeconds(15));
  }

  public static FetchOptions noFetching() {
    return fetching(Set.of());
  }

  public static FetchOptions fetching(Set<String> hosts) {
    return new FetchOptions(
        hosts,
        List.of(),
        new FetchBounds(8, 4, 1 << 20, 8 << 20),
        new FetchTimes(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4)),
        Duration.ofSeconds(1));
  }

  /** What a group has committed; -1 if nothing. */
  public long committed(String group, String topic, int partition) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
      OffsetAndMetadata found =
          admin
              .listConsumerGroupOffsets(group)
              .partitionsToOffsetAndMetadata()
              .get()
              .get(new TopicPartition(topic, partition));
      return found == null ? -1 : found.offset();
    }
  }

  public KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap(),
            ProducerConfig.LINGER_MS_CONFIG,
            0,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            8 << 20),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /** Sends records that are far larger than they are on the wire. */
  public KafkaProducer<byte[], byte[]> compressingProducer() {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap(),
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "gzip",
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            64 << 20),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /**
   * Follows topics from their beginning, and sees only what is committed. Records that only move
   * the index position are kept apart.
   */
  public final class Follower implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> seen = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> positions = new ArrayList<>();

    public Follower(Collection<String> topics) {
      Map<String, Object> config = new HashMap<>();
      config.put("bootstrap.servers", bootstrap());
      config.put("isolation.level", "read_committed");
      config.put("enable.auto.commit", false);
      consumer =
          new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      List<TopicPartition> partitions =
          topics.stream()
              .flatMap(
                  topic ->
                      IntStream.range(0, PARTITIONS).mapToObj(p -> new TopicPartition(topic, p)))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    }

    /** All records until now, in order per partition. */
    public List<ConsumerRecord<byte[], byte[]>> seen() {
      consumer
          .poll(Duration.ofMillis(100))
          .forEach(record -> (isPosition(record) ? positions : seen).add(record));
      return List.copyOf(seen);
    }

    private static boolean isPosition(ConsumerRecord<byte[], byte[]> record) {
      byte[] own = ReservedIds.position(record.partition()).toBytes();
      return Arrays.equals(record.key(), own);
    }

    /** Those of the records until now that only move the index position. */
    public List<ConsumerRecord<byte[], byte[]>> positions() {
      return List.copyOf(positions);
    }

    /** Reads on until this many are there and for a second more, so that a surplus shows too. */
    public List<ConsumerRecord<byte[], byte[]>> await(int count, Duration timeout) {
      long end = System.nanoTime() + timeout.toNanos();
      while (seen().size() < count && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      for (int i = 0; i < 10; i++) {
        seen();
      }
      return seen();
    }

    @Override
    public void close() {
      consumer.close();
    }
  }

  @Override
  public void close() {
    registry.close();
    broker.close();
  }
}
