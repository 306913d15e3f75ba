package io.ciderstream.tests.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.ciderstream.cli.client.Deletion;
import io.ciderstream.cli.client.IngestReport;
import io.ciderstream.cli.client.Ingestion;
import io.ciderstream.cli.client.QueryClient;
import io.ciderstream.cli.console.ConsoleRole;
import io.ciderstream.cli.doctor.SystemChecks;
import io.ciderstream.cli.settings.SettingsLoader;
import io.ciderstream.cli.system.LocalSystem;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.client.CiderClient;
import io.ciderstream.client.ClientOptions;
import io.ciderstream.client.kafka.TopicTail;
import io.ciderstream.console.Console;
import io.ciderstream.embedding.files.PictureFiles;
import io.ciderstream.index.Consistency;
import io.ciderstream.index.SourcePosition;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.ReservedIds;
import io.ciderstream.schemas.avro.Match;
import io.ciderstream.schemas.avro.PartitionOffset;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.schemas.avro.Reply;
import io.ciderstream.schemas.avro.Status;
import io.ciderstream.servers.machine.Verdict;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndToEndIT {
  private static final int SCENES = 40;
  private static final int FOREIGN = 40;
  private static final Duration AWAIT_TIMEOUT = Duration.ofSeconds(60);

  @TempDir private static Path folder;
  private static final List<String> messages = new CopyOnWriteArrayList<>();
  private static Path pictures;
  private static OtlpReceiver collector;
  private static Wiring wiring;
  private static LocalSystem system;
  private static IngestReport report;

  @BeforeAll
  static void ingestScenes() throws IOException, InterruptedException {
    GlobalOpenTelemetry.resetForTest();
    collector = new OtlpReceiver();
    pictures = Scenes.folder(folder.resolve("pictures"), SCENES);
    List<String> settings = new ArrayList<>(TestSettings.in(folder.resolve("data")));
    settings.addAll(List.of("otel.exporter=otlp", "otel.endpoint=" + collector.endpoint()));
    wiring = new Wiring(SettingsLoader.load(folder.resolve("none"), Map.of(), settings));
    system = LocalSystem.start(wiring, messages::add);
    report =
        new Ingestion(wiring.kafka(), wiring.topics(), wiring::descriptor, wiring.index())
            .run(pictures, PictureFiles.below(pictures), (done, all) -> {}, text -> {});
  }

  @AfterAll
  static void stop() {
    wiring.close();
    system.close();
    collector.close();
    GlobalOpenTelemetry.resetForTest();
  }

  @Test
  void shouldFindEveryPictureItselfFirst() {
    assertThat(report.indexed()).isEqualTo(SCENES);
    assertThat(report.refused()).isEmpty();
    try (QueryClient client = client()) {
      for (int i = 0; i < SCENES; i++) {
        Reply reply = client.ask(Scenes.jpeg(i), Map.of(HeaderNames.TOP_K, "3"), AWAIT_TIMEOUT);
        assertThat(reply.getStatus()).isEqualTo(Status.OK);
        assertThat(reply.getMatches()).hasSize(3);
        assertThat(reply.getMatches().getFirst().getImageId()).isEqualTo(Scenes.name(i));
        assertThat(reply.getMatches().getFirst().getScore()).isGreaterThanOrEqualTo(0.999f);
      }
    }
  }

  @Test
  void shouldRefineASearchWithSeveralPictures() {
    Query.Builder base =
        Query.newBuilder()
            .setImageIds(List.of(Scenes.name(0), Scenes.name(1)))
            .setFilter("id like \"scene-%\"") // other tests put others
            .setTopK(4);
    try (QueryClient client = client()) {
      Reply any = ask(client, Query.newBuilder(base).setCombine("any"));
      assertThat(any.getMatches())
          .hasSize(4)
          .extracting(Match::getImageId)
          .contains(Scenes.name(0), Scenes.name(1));
      assertThat(any.getMatches()).allMatch(match -> match.getQueryIndex() != null);
      Reply next = ask(client, Query.newBuilder(base).setCombine("any").setOffset(2).setTopK(2));
      assertThat(next.getMatches())
          .extracting(Match::getImageId)
          .containsExactlyElementsOf(
              any.getMatches().subList(2, 4).stream().map(Match::getImageId).toList());
      Reply others = ask(client, Query.newBuilder(base).setExcludeSelf(true));
      assertThat(others.getMatches())
          .hasSize(4)
          .extracting(Match::getImageId)
          .doesNotContain(Scenes.name(0), Scenes.name(1));
      assertThat(ask(client, Query.newBuilder(base).setCombine("any").setMinScore(0.999f)))
          .satisfies(
              reply ->
                  assertThat(reply.getMatches())
                      .allMatch(match -> match.getScore() >= 0.999f)
                      .hasSizeBetween(2, 4));
      String ids = "id in [\"%s\", \"%s\"]".formatted(Scenes.name(2), Scenes.name(3));
      assertThat(ask(client, Query.newBuilder(base).setFilter(ids)).getMatches())
          .extracting(Match::getImageId)
          .containsExactlyInAnyOrder(Scenes.name(2), Scenes.name(3));
    }
  }

  private static Reply ask(QueryClient client, Query.Builder query) {
    Reply reply = client.ask(wiring.query(query.build()), Map.of(), AWAIT_TIMEOUT);
    assertThat(reply.getStatus()).as("%s", reply).isEqualTo(Status.OK);
    return reply;
  }

  @Test
  void shouldSendEachBadRecordToTheDeadLettersWithItsOwnCode() {
    byte[] jpeg = Scenes.jpeg(1000);
    Map<String, byte[]> bad = new LinkedHashMap<>();
    bad.put(ErrorCode.PICTURE_CORRUPT.name(), Arrays.copyOf(jpeg, jpeg.length / 2));
    bad.put(ErrorCode.FORMAT_UNKNOWN.name(), "a text named .jpg".getBytes(StandardCharsets.UTF_8));
    bad.put(ErrorCode.VALUE_EMPTY.name(), new byte[0]);
    bad.put(ErrorCode.PICTURE_TOO_LARGE.name(), pngHeader(50_000, 50_000));
    bad.put(ErrorCode.VALUE_TOO_LARGE.name(), new byte[30 << 20]);
    bad.get(ErrorCode.VALUE_TOO_LARGE.name())[0] = 1;
    Map<String, String> codes = new HashMap<>();
    try (TopicTail tail = wiring.kafka().tail(List.of(wiring.topics().imagesDeadLetters()));
        Producer<byte[], byte[]> producer = wiring.kafka().producer()) {
      bad.forEach(
          (code, value) -> {
            send(producer, "good-before-" + code, Scenes.jpeg(code.hashCode()));
            send(producer, "bad-" + code, value);
            send(producer, "good-after-" + code, Scenes.jpeg(code.hashCode() + 1));
          });
      producer.flush();
      await()
          .atMost(AWAIT_TIMEOUT)
          .until(
              () -> {
                for (var record : tail.poll(Duration.ofMillis(50))) {
                  String key = new String(record.key(), StandardCharsets.UTF_8);
                  codes.put(key, text(record.headers().lastHeader(HeaderNames.ERROR_CODE).value()));
                  assertThat(record.value()).isEqualTo(bad.get(key.substring(4)));
                  assertThat(record.headers().lastHeader("mine").value()).containsExactly(0, 1);
                }
                return codes.size() == bad.size();
              });
    }
    bad.keySet().forEach(code -> assertThat(codes).containsEntry("bad-" + code, code));
    for (String code : bad.keySet()) {
      await()
          .atMost(AWAIT_TIMEOUT)
          .until(
              () ->
                  wiring
                          .index()
                          .get(new ImageId("good-before-" + code), Consistency.STRONG)
                          .isPresent()
                      && wiring
                          .index()
                          .get(new ImageId("good-after-" + code), Consistency.STRONG)
                          .isPresent());
      assertThat(wiring.index().get(new ImageId("bad-" + code), Consistency.STRONG)).isEmpty();
    }
  }

  @Test
  void shouldForgetADeletedImageAndFindItAgainWhenItComesBack() {
    byte[] scene = Scenes.jpeg(2000);
    try (QueryClient client = client();
        Producer<byte[], byte[]> producer = wiring.kafka().producer()) {
      send(producer, "coming-and-going", scene);
      awaitFirst(client, scene, "coming-and-going", true);
      send(producer, "coming-and-going", null);
      awaitFirst(client, scene, "coming-and-going", false);
      send(producer, "coming-and-going", scene);
      awaitFirst(client, scene, "coming-and-going", true);
    }
  }

  @Test
  void shouldKeepOneTraceFromTheProducedRecordToTheWrittenRow() {
    String trace = "0af7651916cd43dd8448eb211c80319c";
    String parent = "b7ad6b7169203331";
    try (Producer<byte[], byte[]> producer = wiring.kafka().producer()) {
      var traced =
          new ProducerRecord<>(
              wiring.topics().images(),
              "traced".getBytes(StandardCharsets.UTF_8),
              Scenes.jpeg(4000));
      traced
          .headers()
          .add(
              HeaderNames.TRACEPARENT,
              "00-%s-%s-01".formatted(trace, parent).getBytes(StandardCharsets.UTF_8));
      producer.send(traced);
    }
    Span embedded = awaitSpan("process " + wiring.topics().images(), trace);
    assertThat(hex(embedded.getParentSpanId())).isEqualTo(parent);
    Span indexed = awaitSpan("process " + wiring.topics().descriptors(), trace);
    assertThat(indexed.getParentSpanId()).isEqualTo(embedded.getSpanId());
    assertThat(wiring.index().get(new ImageId("traced"), Consistency.STRONG)).isPresent();

    ByteString batchId = indexed.getLinks(0).getSpanId();
    Span batch =
        await()
            .atMost(AWAIT_TIMEOUT)
            .until(
                () ->
                    collector.spans().stream()
                        .filter(span -> span.getSpanId().equals(batchId))
                        .findAny(),
                Optional::isPresent)
            .orElseThrow();
    assertThat(batch.getName()).isEqualTo("write batch");
    assertThat(batch.getLinksList())
        .extracting(Span.Link::getSpanId)
        .contains(embedded.getSpanId());
  }

  @Test
  void shouldBeginTheTraceOfAPictureWhereItIsIngested() {
    Span sent =
        await()
            .atMost(AWAIT_TIMEOUT)
            .until(
                () ->
                    collector.spans().stream()
                        .filter(span -> span.getName().equals("send " + wiring.topics().images()))
                        .findAny(),
                Optional::isPresent)
            .orElseThrow();
    assertThat(sent.getParentSpanId()).isEqualTo(ByteString.EMPTY);
    String trace = hex(sent.getTraceId());
    Span embedded = awaitSpan("process " + wiring.topics().images(), trace);
    assertThat(embedded.getParentSpanId()).isEqualTo(sent.getSpanId());
    awaitSpan("process " + wiring.topics().descriptors(), trace);
  }

  private static Span awaitSpan(String name, String trace) {
    return await()
        .atMost(AWAIT_TIMEOUT)
        .until(
            () ->
                collector.spans().stream()
                    .filter(span -> span.getName().equals(name))
                    .filter(span -> hex(span.getTraceId()).equals(trace))
                    .findAny(),
            Optional::isPresent)
        .orElseThrow();
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  @Test
  void shouldServeAForeignClientThatKnowsOnlyKafka() throws Exception {
    Kcat kcat = Kcat.find(wiring.kafka().bootstrap());
    kcat.produce(
        wiring.topics().images(), "from-kcat", Scenes.jpeg(3000), Map.of("meta.shop", "north"));
    await()
        .atMost(AWAIT_TIMEOUT)
        .until(() -> wiring.index().get(new ImageId("from-kcat"), Consistency.STRONG).isPresent());
    kcat.produce(
        wiring.topics().queries(),
        "my question",
        Scenes.jpeg(3000),
        Map.of(
            HeaderNames.TOP_K, "1",
            HeaderNames.ACCEPT, HeaderNames.ACCEPT_JSON,
            HeaderNames.CORRELATION_ID, "c-1"));
    String reply = kcat.consumeOne(wiring.topics().replies(), "my question");
    assertThat(reply)
        .contains("\"status\":\"OK\"")
        .contains("\"image_id\":\"from-kcat\"")
        .contains("\"shop\":\"north\"");
  }

  @Test
  void shouldIngestNothingIfAFileHasTheIdOfACanary() throws IOException {
    Path pictures = Files.createDirectories(folder.resolve("reserved"));
    Path canary =
        Files.write(pictures.resolve(ReservedIds.CANARIES.getFirst().value()), Scenes.jpeg(7000));

    assertThatThrownBy(
            () ->
                new Ingestion(wiring.kafka(), wiring.topics(), wiring::descriptor, wiring.index())
                    .run(pictures, List.of(canary), (done, all) -> {}, text -> {}))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("is reserved");
  }

  @Test
  void shouldRestartAMilvusThatWasKilled() throws Exception {
    Path pidFile = folder.resolve("data/milvus/milvus-lite.pid");
    String pid = Files.readAllLines(pidFile).getFirst();
    ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
    await()
        .atMost(AWAIT_TIMEOUT)
        .until(
            () -> messages.stream().anyMatch(text -> text.equals("Milvus Lite is running again")));
    try (QueryClient client = client();
        Producer<byte[], byte[]> producer = wiring.kafka().producer()) {
      send(producer, "after-the-kill", Scenes.jpeg(3001));
      await()
          .atMost(AWAIT_TIMEOUT)
          .untilAsserted(
              () ->
                  assertThat(
                          client
                              .ask(Scenes.jpeg(3001), Map.of(HeaderNames.TOP_K, "1"), AWAIT_TIMEOUT)
                              .getMatches())
                      .extracting(Match::getImageId)
                      .containsExactly("after-the-kill"));
    }
  }

  @Test
  void shouldCountDeadLettersAndDeletionsAsReachedAtOnce() throws Exception {
    String registry = wiring.settings().text("registry.url");
    try (CiderClient client =
        CiderClient.connect(ClientOptions.of(wiring.kafka().bootstrap(), registry))) {
      byte[] noPicture = "no picture".getBytes(StandardCharsets.UTF_8);
      assertReached(client, client.put("never-indexed", noPicture, Map.of()).get());
      assertReached(client, client.delete("never-indexed").get());
    }
  }

  /** Nothing else is produced meanwhile, so the record itself must have moved the position. */
  private static void assertReached(CiderClient client, PartitionOffset position) throws Exception {
    Query query =
        Query.newBuilder()
            .setContent(ByteBuffer.wrap(Scenes.jpeg(0)))
            .setAtLeast(List.of(position))
            .build();
    Reply reply = client.search(query).get();
    assertThat(reply.getStatus()).as("%s", reply.getErrorMessage()).isEqualTo(Status.OK);
    assertThat(reply.getIndexPosition())
        .anyMatch(
            held ->
                held.getPartition() == position.getPartition()
                    && held.getOffset() >= position.getOffset());
  }

  /** Uses console, command line and Java client after 40 pictures of a client on librdkafka. */
  @Test
  void shouldDeleteAndReplaceWhatAClientPutByAnotherHash() throws Exception {
    int partitions;
    try (Producer<byte[], byte[]> producer = wiring.kafka().producer()) {
      partitions = producer.partitionsFor(wiring.topics().images()).size();
      for (int i = 0; i < FOREIGN; i++) {
        byte[] key = foreign(i).getBytes(StandardCharsets.UTF_8);
        producer.send(
            new ProducerRecord<>(
                wiring.topics().images(), crc32(key, partitions), key, Scenes.jpeg(5000 + i)));
      }
    }
    Set<String> ids =
        IntStream.range(0, FOREIGN).mapToObj(EndToEndIT::foreign).collect(Collectors.toSet());
    Set<ImageId> images = ids.stream().map(ImageId::new).collect(Collectors.toSet());
    await().atMost(AWAIT_TIMEOUT).until(() -> wiring.index().sources(images).size() == FOREIGN);
    assertThat(new SystemChecks(wiring).run())
        .filteredOn(finding -> finding.check().equals("keys"))
        .allSatisfy(
            finding -> {
              assertThat(finding.verdict()).isEqualTo(Verdict.WARNING);
              assertThat(finding.remedy()).contains("partitioner=murmur2_random");
            })
        .hasSize(1);

    replaceAndDelete();
    await().atMost(AWAIT_TIMEOUT).until(() -> wiring.index().sources(images).isEmpty());
    // nor do they come back when the index is made again: no partition ends with a picture of them
    await().atMost(AWAIT_TIMEOUT).untilAsserted(() -> assertThat(living(ids)).isEmpty());
  }

  private static void replaceAndDelete() throws Exception {
    Path replacements = Files.createDirectories(folder.resolve("replacements/foreign"));
    Files.write(replacements.resolve("0.jpg"), Scenes.jpeg(6000));
    String registry = wiring.settings().text("registry.url");
    try (Console console = ConsoleRole.start(wiring);
        HttpClient http = HttpClient.newHttpClient();
        Deletion deletion = new Deletion(wiring.kafka(), wiring.topics(), wiring.index());
        CiderClient client =
            CiderClient.connect(ClientOptions.of(wiring.kafka().bootstrap(), registry))) {
      await().atMost(AWAIT_TIMEOUT).until(() -> status(http, console, "GET", "ready") == 200);
      SourcePosition before =
          wiring.index().get(new ImageId(foreign(0)), Consistency.STRONG).orElseThrow().source();
      IngestReport ingested =
          new Ingestion(wiring.kafka(), wiring.topics(), wiring::descriptor, wiring.index())
              .run(
                  replacements.getParent(),
                  PictureFiles.below(replacements.getParent()),
                  (done, all) -> {},
                  text -> {});
      assertThat(ingested.indexed()).isEqualTo(1);
      PartitionOffset put = client.put(foreign(1), Scenes.jpeg(6001), Map.of()).get();
      assertThat(put.getPartition())
          .isEqualTo(
              wiring
                  .index()
                  .get(new ImageId(foreign(1)), Consistency.STRONG)
                  .orElseThrow()
                  .source()
                  .partition());
      await()
          .atMost(AWAIT_TIMEOUT)
          .until(
              () -> {
                SourcePosition now =
                    wiring
                        .index()
                        .get(new ImageId(foreign(0)), Consistency.STRONG)
                        .orElseThrow()
                        .source();
                return now.partition() == before.partition() && now.offset() > before.offset();
              });
      for (int i = 0; i < FOREIGN; i++) {
        switch (i % 3) {
          case 0 -> assertThat(deletion.delete(new ImageId(foreign(i)))).isTrue();
          case 1 -> client.delete(foreign(i)).get();
          default ->
              assertThat(status(http, console, "DELETE", "v1/images/" + foreign(i))).isEqualTo(202);
        }
      }
    }
  }

  /** Returns the ids whose latest record in some partition of descriptors is a picture. */
  private static Set<String> living(Set<String> ids) {
    Map<String, Boolean> latest = new HashMap<>();
    try (Consumer<byte[], byte[]> consumer = wiring.kafka().consumer()) {
      List<TopicPartition> all =
          consumer.partitionsFor(wiring.topics().descriptors()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (all.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(
                record ->
                    latest.put(
                        record.partition() + "/" + text(record.key()), record.value() != null));
      }
    }
    return latest.entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(entry -> entry.getKey().substring(entry.getKey().indexOf('/') + 1))
        .filter(ids::contains)
        .collect(Collectors.toSet());
  }

  private static int status(HttpClient http, Console console, String method, String path)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(console.address() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static String foreign(int number) {
    return "foreign/%d.jpg".formatted(number);
  }

  /** Returns the partition that librdkafka chooses by default, consistent_random. */
  private static int crc32(byte[] key, int partitions) {
    CRC32 crc = new CRC32();
    crc.update(key);
    return (int) (crc.getValue() % partitions);
  }

  private static QueryClient client() {
    return new QueryClient(wiring.kafka(), wiring.topics(), wiring::reply);
  }

  private static void awaitFirst(QueryClient client, byte[] scene, String id, boolean present) {
    await()
        .atMost(AWAIT_TIMEOUT)
        .until(
            () -> {
              Reply reply = client.ask(scene, Map.of(HeaderNames.TOP_K, "1"), AWAIT_TIMEOUT);
              return reply.getMatches().stream().map(Match::getImageId).anyMatch(id::equals)
                  == present;
            });
  }

  private static void send(Producer<byte[], byte[]> producer, String id, byte[] value) {
    producer.send(
        new ProducerRecord<>(
            wiring.topics().images(),
            null,
            id.getBytes(StandardCharsets.UTF_8),
            value,
            List.of(new RecordHeader("mine", new byte[] {0, 1}))));
  }

  private static byte[] pngHeader(int width, int height) {
    ByteBuffer png = ByteBuffer.allocate(57);
    png.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
    png.putInt(13).put("IHDR".getBytes(StandardCharsets.US_ASCII)).putInt(width).putInt(height);
    png.put(new byte[] {8, 2, 0, 0, 0}).putInt(0);
    png.putInt(0).put("IDAT".getBytes(StandardCharsets.US_ASCII)).putInt(0);
    png.putInt(0).put("IEND".getBytes(StandardCharsets.US_ASCII)).putInt(0);
    return png.array();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
