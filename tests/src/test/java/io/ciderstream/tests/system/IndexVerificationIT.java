package io.ciderstream.tests.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.ciderstream.cli.command.VerifyCommand;
import io.ciderstream.cli.settings.SettingsLoader;
import io.ciderstream.cli.system.IndexIntegrity;
import io.ciderstream.cli.system.LocalSystem;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.index.Change;
import io.ciderstream.index.Consistency;
import io.ciderstream.index.Row;
import io.ciderstream.index.SourcePosition;
import io.ciderstream.index.descriptor.MilvusDescriptorWriter;
import io.ciderstream.integrity.IndexVerification;
import io.ciderstream.integrity.repair.Repair;
import io.ciderstream.integrity.repair.RepairResult;
import io.ciderstream.integrity.result.Difference;
import io.ciderstream.integrity.result.DifferenceKind;
import io.ciderstream.integrity.result.IndexVerdict;
import io.ciderstream.integrity.result.VerificationResult;
import io.ciderstream.integrity.run.Findings;
import io.ciderstream.integrity.run.IntegrityOptions;
import io.ciderstream.integrity.run.VerificationProgress;
import io.ciderstream.integrity.run.WaitClock;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.KeyPartition;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.avro.Image;
import io.ciderstream.schemas.serde.AvroSerdes;
import io.ciderstream.schemas.settings.KafkaSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Makes each kind of difference by hand in a running system, and repairs all. */
class IndexVerificationIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @TempDir private Path folder;

  private final CountDownLatch served = new CountDownLatch(1);

  @Test
  void shouldReportAndRepairEachKindOfDifference() throws Exception {
    HttpServer pictures = slowPictures();
    List<String> settings = new ArrayList<>(TestSettings.in(folder.resolve("data")));
    settings.add("topics.partitions=2");
    settings.add("fetch.allowed.hosts=127.0.0.1");
    try (Wiring wiring =
            new Wiring(SettingsLoader.load(folder.resolve("none"), Map.of(), settings));
        LocalSystem system = LocalSystem.start(wiring, text -> {});
        Producer<byte[], byte[]> producer = wiring.kafka().producer();
        IndexIntegrity integrity = ingest(wiring, producer);
        MilvusDescriptorWriter direct = new MilvusDescriptorWriter(wiring.options().index())) {
      assertThat(verify(integrity).result().verdict()).isEqualTo(IndexVerdict.EQUAL);

      deleteFirstDescriptor(wiring, "no-descriptor");
      direct.write(changes(wiring));
      put(producer, wiring, "bad", 0, new byte[] {1, 2, 3});
      Findings findings = putPending(wiring, producer, pictures, integrity);
      VerificationResult result = findings.result();

      assertThat(result.verdict()).isEqualTo(IndexVerdict.DIFFERENT);
      assertThat(
              result.first().stream().collect(Collectors.toMap(Difference::id, Difference::kind)))
          .isEqualTo(
              Map.of(
                  "no-descriptor",
                  DifferenceKind.DESCRIPTOR_MISSING,
                  "removed",
                  DifferenceKind.ROW_MISSING,
                  "other-vector",
                  DifferenceKind.VECTOR,
                  "stale",
                  DifferenceKind.POSITION,
                  "deleted",
                  DifferenceKind.ROW_DELETED,
                  "other-metadata",
                  DifferenceKind.FIELDS,
                  "extra",
                  DifferenceKind.ROW_UNKNOWN,
                  "twice",
                  DifferenceKind.SEVERAL_PARTITIONS));
      assertThat(result.images().ends().deadLettered()).containsKey("FORMAT_UNKNOWN");
      assertThat(result.images().ends().pending()).isEqualTo(1);
      assertThat(result.ids().pending()).isEqualTo(1);

      served.countDown();
      RepairResult repaired =
          new Repair(integrity.system(), findings, TIMEOUT, WaitClock.SYSTEM)
              .run(VerificationProgress.NONE);

      assertThat(repaired.left()).isEmpty();
      assertThat(repaired.repaired()).isEqualTo(8);
      assertThat(run(settings)).contains("the index is equal to the log");
    } finally {
      served.countDown();
      pictures.stop(0);
    }
  }

  private IndexIntegrity ingest(Wiring wiring, Producer<byte[], byte[]> producer) {
    int wrong = 1 - KeyPartition.of(bytes("twice"), 2);
    put(producer, wiring, "no-descriptor", 0, Scenes.jpeg(1));
    put(producer, wiring, "stale", 0, Scenes.jpeg(2));
    put(producer, wiring, "stale", 0, Scenes.jpeg(3));
    put(producer, wiring, "removed", 1, Scenes.jpeg(4));
    put(producer, wiring, "other-vector", 0, Scenes.jpeg(5));
    put(producer, wiring, "deleted", 1, Scenes.jpeg(6));
    put(producer, wiring, "deleted", 1, null);
    putWithMetadata(producer, wiring, "equal", Scenes.jpeg(7));
    putWithMetadata(producer, wiring, "other-metadata", Scenes.jpeg(11));
    put(producer, wiring, "twice", 1 - wrong, Scenes.jpeg(8));
    await().atMost(TIMEOUT).until(() -> has(wiring, "twice") && has(wiring, "equal"));
    return IndexIntegrity.open(wiring);
  }

  private static boolean has(Wiring wiring, String id) {
    return wiring.index().get(new ImageId(id), Consistency.STRONG).isPresent();
  }

  private static void deleteFirstDescriptor(Wiring wiring, String id) throws Exception {
    RecordPosition source =
        wiring.index().get(new ImageId(id), Consistency.STRONG).orElseThrow().source().position();
    assertThat(source.offset()).as("the first of its partition").isZero();
    TopicPartition partition =
        new TopicPartition(wiring.topics().descriptors(), source.partition());
    try (Admin admin = wiring.kafka().admin()) {
      cleanup(admin, partition.topic(), "delete"); // a compacted topic refuses it
      await()
          .atMost(TIMEOUT)
          .ignoreExceptions()
          .until(
              () ->
                  admin
                          .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(1)))
                          .lowWatermarks()
                          .get(partition)
                          .get()
                          .lowWatermark()
                      == 1);
      cleanup(admin, partition.topic(), "compact");
    }
  }

  private static void cleanup(Admin admin, String topic, String policy) throws Exception {
    admin
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                List.of(
                    new AlterConfigOp(
                        new ConfigEntry(TopicConfig.CLEANUP_POLICY_CONFIG, policy),
                        AlterConfigOp.OpType.SET))))
        .all()
        .get();
  }

  /** Returns changes that no record of the log stands for. */
  private static List<Change> changes(Wiring wiring) {
    Row equal = row(wiring, "equal");
    Row stale = row(wiring, "stale");
    float[] other = row(wiring, "other-vector").vector().clone();
    other[0] += 0.5f;
    return List.of(
        new Change.Delete(new ImageId("removed")),
        withoutMetadata(row(wiring, "other-metadata")),
        upsert(
            row(wiring, "other-vector"),
            "other-vector",
            other,
            row(wiring, "other-vector").source()),
        upsert(equal, "extra", equal.vector(), new SourcePosition(new RecordPosition(1, 900), 0)),
        upsert(equal, "deleted", equal.vector(), new SourcePosition(new RecordPosition(1, 1), 0)),
        upsert(
            stale,
            "stale",
            stale.vector(),
            new SourcePosition(
                new RecordPosition(0, stale.source().offset() - 1), stale.source().timestampMs())));
  }

  private static Change withoutMetadata(Row row) {
    return new Change.Upsert(
        new Row(row.id(), row.vector(), row.model(), Map.of(), row.picture(), row.source()));
  }

  private static Row row(Wiring wiring, String id) {
    return wiring.index().get(new ImageId(id), Consistency.STRONG).orElseThrow();
  }

  private static Change upsert(Row row, String id, float[] vector, SourcePosition source) {
    return new Change.Upsert(
        new Row(new ImageId(id), vector, row.model(), row.metadata(), row.picture(), source));
  }

  /** Puts one id into a second partition, and last a picture that the embedder cannot fetch yet. */
  private Findings putPending(
      Wiring wiring,
      Producer<byte[], byte[]> producer,
      HttpServer pictures,
      IndexIntegrity integrity)
      throws Exception {
    put(producer, wiring, "twice", 1 - KeyPartition.of(bytes("twice"), 2), Scenes.jpeg(9));
    try (AvroSerdes serdes = new AvroSerdes(wiring.settings().text(KafkaSettings.REGISTRY_URL))) {
      String uri = "http://127.0.0.1:%d/picture.jpg".formatted(pictures.getAddress().getPort());
      Image image = new Image(null, uri, null, Map.of(), null);
      put(producer, wiring, "pending", 0, serdes.encode(wiring.topics().images(), image));
    }
    return verify(integrity);
  }

  private static Findings verify(IndexIntegrity integrity) {
    return IndexVerification.find(
        integrity.system(),
        IntegrityOptions.in(Path.of(System.getProperty("java.io.tmpdir")))
            .withTimes(Duration.ofSeconds(5), Duration.ofSeconds(1)),
        VerificationProgress.NONE,
        WaitClock.SYSTEM);
  }

  private static String run(List<String> settings) {
    List<String> arguments = new ArrayList<>();
    settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    arguments.addAll(List.of("--settle", "1"));
    StringWriter out = new StringWriter();
    int code =
        new CommandLine(new VerifyCommand())
            .setOut(new PrintWriter(out))
            .execute(arguments.toArray(String[]::new));
    assertThat(code).as(out.toString()).isZero();
    return out.toString();
  }

  private static void put(
      Producer<byte[], byte[]> producer, Wiring wiring, String id, int partition, byte[] value) {
    producer.send(new ProducerRecord<>(wiring.topics().images(), partition, bytes(id), value));
    producer.flush();
  }

  /** Puts a picture with every type of metadata, which must come back from Milvus as it was. */
  private static void putWithMetadata(
      Producer<byte[], byte[]> producer, Wiring wiring, String id, byte[] picture) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(wiring.topics().images(), 0, bytes(id), picture);
    Map.of(
            HeaderNames.META_PREFIX + "title",
            "a \"tower\" \u00e9",
            HeaderNames.META_NUMBER_PREFIX + "whole",
            "9007199254740995",
            HeaderNames.META_NUMBER_PREFIX + "double",
            "0.1",
            HeaderNames.META_NUMBER_PREFIX + "large",
            "1e300",
            HeaderNames.META_BOOL_PREFIX + "flag",
            "true")
        .forEach((name, value) -> record.headers().add(name, bytes(value)));
    producer.send(record);
    producer.flush();
  }

  private static byte[] bytes(String id) {
    return id.getBytes(StandardCharsets.UTF_8);
  }

  /** Serves a picture, but answers only once it is told to. */
  private HttpServer slowPictures() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            served.await();
            byte[] picture = Scenes.jpeg(10);
            exchange.sendResponseHeaders(200, picture.length);
            exchange.getResponseBody().write(picture);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
    return server;
  }
}
