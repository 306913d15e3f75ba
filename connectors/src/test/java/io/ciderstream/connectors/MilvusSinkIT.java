package io.ciderstream.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ciderstream.client.admin.TopicLeaders;
import io.ciderstream.connectors.settings.WriteSettings;
import io.ciderstream.index.Consistency;
import io.ciderstream.index.search.MilvusIndexSearch;
import io.ciderstream.index.settings.BatchLimits;
import io.ciderstream.index.settings.IndexConnection;
import io.ciderstream.index.settings.IndexCredentials;
import io.ciderstream.index.settings.IndexOptions;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.index.settings.TlsFiles;
import io.ciderstream.index.settings.VectorIndex;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.servers.KafkaBroker;
import io.ciderstream.servers.MilvusLite;
import io.ciderstream.servers.SchemaRegistry;
import io.ciderstream.servers.ServerHome;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.management.ObjectName;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.connect.cli.ConnectStandalone;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.standalone.StandaloneHerder;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker in this process, with a real broker, registry and Milvus. */
class MilvusSinkIT {
  private static final String TOPIC = "descriptors";
  private static final String DEAD = "dead";
  private static final String HASH = "0123456789ab";

  @TempDir Path dir;

  @Test
  void shouldKeepTheIndexEqualToTheTopicThroughAnOutage() throws Exception {
    ServerHome home = ServerHome.fromSystemProperty();
    MilvusLite milvus = MilvusLite.start(home, dir.resolve("milvus"), 0);
    try (KafkaBroker broker = KafkaBroker.start(dir.resolve("kafka"), 0, Map.of());
        SchemaRegistry registry = SchemaRegistry.start(home, dir.resolve("registry"), 0);
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()));
        KafkaProducer<String, Object> avro = producer(broker, registry);
        KafkaProducer<String, byte[]> raw = rawProducer(broker);
        MilvusIndexSearch search =
            new MilvusIndexSearch(options(milvus.address()), HASH, InstantSource.system())) {
      TopicLeaders.create(
          admin, new NewTopic(TOPIC, 1, (short) 1).configs(Map.of("max.message.bytes", "2097152")));
      Connect<StandaloneHerder> connect = new ConnectStandalone().startConnect(worker(broker));
      try {
        start(connect, broker, registry, milvus);

        for (int i = 0; i < 300; i++) {
          avro.send(descriptor("k" + i % 100, i));
        }
        avro.send(new ProducerRecord<>(TOPIC, "k0", null));
        avro.flush();
        awaitIt(() -> assertThat(search.count()).isEqualTo(99));
        awaitIt(
            () ->
                assertThat(
                        search
                            .get(new ImageId("k7"), Consistency.STRONG)
                            .orElseThrow()
                            .source()
                            .offset())
                    .isEqualTo(207));
        assertThat(search.get(new ImageId("k0"), Consistency.STRONG)).isEmpty();

        raw.send(new ProducerRecord<>(TOPIC, "no-avro", "x".getBytes(StandardCharsets.UTF_8)));
        avro.send(new ProducerRecord<>(TOPIC, "no-dimension", Descriptors.of(301, HASH, 1)));
        // each of these once stopped the task, or made it wait without end
        avro.send(new ProducerRecord<>(TOPIC, "comment", withComment("\u0000".repeat(11_000))));
        avro.send(new ProducerRecord<>(TOPIC, "no-hash", Descriptors.of(301, "no/hash", 1, 2)));
        byte[] endlessNumber = new byte[30];
        Arrays.fill(endlessNumber, 5, 30, (byte) -1);
        ByteBuffer.wrap(endlessNumber).putInt(1, schemaId(registry));
        raw.send(new ProducerRecord<>(TOPIC, "no-number", endlessNumber));
        raw.send(new ProducerRecord<>(TOPIC, "too-large", new byte[1 << 20]));
        raw.flush();
        avro.send(descriptor("good", 302)).get();
        awaitIt(() -> assertThat(search.get(new ImageId("good"), Consistency.STRONG)).isPresent());
        awaitIt(() -> assertThat(end(admin, DEAD)).isEqualTo(6));
        assertThat(status(connect)).isEqualTo("RUNNING");
        assertThat(heartbeats()).as("the lease's heartbeats").isPositive();

        milvus.kill();
        avro.send(descriptor("k0", 303));
        avro.send(new ProducerRecord<>(TOPIC, "k1", null));
        avro.send(descriptor("k2", 305)).get();
        long end = end(admin, TOPIC);
        await()
            .atMost(Duration.ofSeconds(60))
            .during(Duration.ofSeconds(5))
            .until(() -> committed(admin) < end);
        assertThat(status(connect)).isEqualTo("RUNNING");
        milvus = MilvusLite.start(home, dir.resolve("milvus"), milvus.port());

        awaitIt(() -> assertThat(search.get(new ImageId("k0"), Consistency.STRONG)).isPresent());
        awaitIt(() -> assertThat(search.get(new ImageId("k1"), Consistency.STRONG)).isEmpty());
        awaitIt(
            () ->
                assertThat(
                        search
                            .get(new ImageId("k2"), Consistency.STRONG)
                            .orElseThrow()
                            .source()
                            .offset())
                    .isEqualTo(305));
        awaitIt(() -> assertThat(committed(admin)).isEqualTo(end));
        assertThat(search.count()).isEqualTo(100);
        assertThat(end(admin, DEAD)).isEqualTo(6);
        assertThat(status(connect)).isEqualTo("RUNNING");
      } finally {
        connect.stop();
        connect.awaitStop();
      }
    } finally {
      milvus.close();
    }
  }

  private static GenericRecord withComment(String comment) {
    GenericRecord descriptor = Descriptors.of(301, HASH, 1, 2);
    descriptor.put("metadata", Map.of("comment", comment));
    return descriptor;
  }

  private static int schemaId(SchemaRegistry registry) throws Exception {
    try (var client = new CachedSchemaRegistryClient(registry.address(), 10)) {
      return client.getLatestSchemaMetadata(TOPIC + "-value").getId();
    }
  }

  private static ProducerRecord<String, Object> descriptor(String key, long offset) {
    return new ProducerRecord<>(TOPIC, key, Descriptors.of(offset, HASH, 1, offset));
  }

  private Map<String, String> worker(KafkaBroker broker) {
    return Map.of(
        "bootstrap.servers", broker.address(),
        "listeners", "http://127.0.0.1:0",
        "offset.storage.file.filename", dir.resolve("offsets").toString(),
        "offset.flush.interval.ms", "500",
        "key.converter", "org.apache.kafka.connect.converters.ByteArrayConverter",
        "value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter",
        "plugin.discovery", "service_load");
  }

  private static void start(
      Connect<StandaloneHerder> connect,
      KafkaBroker broker,
      SchemaRegistry registry,
      MilvusLite milvus)
      throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("name", "sink");
    settings.put("connector.class", MilvusSinkConnector.class.getName());
    settings.put("topics", TOPIC);
    settings.put("tasks.max", "1");
    settings.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
    settings.put("value.converter", AvroMapConverter.class.getName());
    settings.put("value.converter.schema.registry.url", registry.address());
    settings.put("errors.tolerance", "all");
    settings.put("errors.deadletterqueue.topic.name", DEAD);
    settings.put("errors.deadletterqueue.topic.replication.factor", "1");
    // shorter than the outage, so that the lease must be renewed meanwhile
    settings.put("consumer.override.session.timeout.ms", "6000");
    settings.put("consumer.override.heartbeat.interval.ms", "1000");
    settings.put(IndexSettings.URI.name(), milvus.address());
    settings.put(IndexSettings.NAME.name(), "photos");
    settings.put(IndexSettings.RPC_DEADLINE.name(), "2000");
    settings.put(WriteSettings.BACKOFF_MAX.name(), "2000");
    CompletableFuture<Object> created = new CompletableFuture<>();
    connect
        .herder()
        .putConnectorConfig(
            "sink",
            settings,
            false,
            (error, info) -> {
              if (error == null) {
                created.complete(info);
              } else {
                created.completeExceptionally(error);
              }
            });
    created.get();
  }

  private static double heartbeats() throws Exception {
    ObjectName consumer =
        new ObjectName(
            "kafka.consumer:type=consumer-coordinator-metrics,client-id=connector-consumer-sink-0");
    return (Double)
        ManagementFactory.getPlatformMBeanServer().getAttribute(consumer, "heartbeat-total");
  }

  private static String status(Connect<StandaloneHerder> connect) {
    return connect.herder().connectorStatus("sink").tasks().getFirst().state();
  }

  private static KafkaProducer<String, Object> producer(
      KafkaBroker broker, SchemaRegistry registry) {
    KafkaAvroSerializer serializer = new KafkaAvroSerializer();
    serializer.configure(Map.of("schema.registry.url", registry.address()), false);
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker.address()), new StringSerializer(), serializer);
  }

  private static KafkaProducer<String, byte[]> rawProducer(KafkaBroker broker) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker.address(), "max.request.size", 2 << 20),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  private static long end(Admin admin, String topic) throws Exception {
    TopicPartition partition = new TopicPartition(topic, 0);
    return admin
        .listOffsets(Map.of(partition, OffsetSpec.latest()))
        .partitionResult(partition)
        .get()
        .offset();
  }

  private static long committed(Admin admin) throws Exception {
    return admin
        .listConsumerGroupOffsets("connect-sink")
        .partitionsToOffsetAndMetadata()
        .get()
        .get(new TopicPartition(TOPIC, 0))
        .offset();
  }

  private static IndexOptions options(String uri) {
    return new IndexOptions(
        new IndexConnection(uri, IndexCredentials.NONE, "", TlsFiles.NONE, Duration.ofSeconds(5)),
        "photos",
        new VectorIndex.Hnsw(16, 200, 64),
        Duration.ZERO,
        new BatchLimits(128, 32 << 20));
  }

  private static void awaitIt(ThrowingRunnable assertion) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .untilAsserted(assertion);
  }
}
