package io.ciderstream.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ciderstream.client.trace.TracedSend;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.avro.Image;
import io.ciderstream.schemas.avro.PartitionOffset;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.schemas.avro.Reply;
import io.ciderstream.schemas.avro.Status;
import io.ciderstream.schemas.serde.AvroGuards;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CiderClientTest {
  private static final TopicPartition REPLIES = new TopicPartition("replies", 0);
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  private MockProducer<byte[], byte[]> producer;
  private MockConsumer<byte[], byte[]> consumer;
  private final OpenTelemetry telemetry =
      OpenTelemetrySdk.builder()
          .setTracerProvider(SdkTracerProvider.builder().build())
          .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
          .build();
  private final FakeCodec codec = new FakeCodec();
  private long nextOffset = 5;
  private CiderClient client;

  @BeforeEach
  void connect() {
    AvroGuards.install();
    connect(Duration.ZERO);
  }

  private void connect(Duration lookup) {
    producer =
        new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    consumer = new MockConsumer<>("latest");
    consumer.updatePartitions(
        "replies",
        List.of(new PartitionInfo("replies", 0, Node.noNode(), new Node[0], new Node[0])));
    consumer.updateEndOffsets(Map.of(REPLIES, nextOffset));
    ClientOptions options =
        ClientOptions.of("nowhere:1", "mock://")
            .withTimeout(Duration.ofMinutes(1))
            .withLookup(lookup);
    client =
        new CiderClient(options, codec, () -> NOW, new TracedSend(telemetry), producer, consumer);
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void shouldGiveEachQueryItsOwnReply() {
    CompletableFuture<Reply> first = client.search(Query.newBuilder().setImageId("a").build());
    CompletableFuture<Reply> second = client.search(Query.newBuilder().setImageId("b").build());
    producer.completeNext();
    producer.completeNext();
    replyTo(producer.history().get(1), "to b");
    reply("somebody else's", "not for us");
    replyTo(producer.history().get(0), "to a");

    assertThat(first.join().getReplyId()).isEqualTo("to a");
    assertThat(second.join().getReplyId()).isEqualTo("to b");
    assertThat(codec.decoded).isEqualTo(2);
  }

  @Test
  void shouldAskForTheReplyTopicAndSetADeadline() {
    client.search(Query.newBuilder().setImageId("a").build());
    ProducerRecord<byte[], byte[]> sent = producer.history().getFirst();
    assertThat(sent.topic()).isEqualTo("queries");
    assertThat(text(sent.headers().lastHeader(HeaderNames.REPLY_TOPIC).value()))
        .isEqualTo("replies");
    assertThat(((Query) codec.encoded).getDeadline()).isEqualTo(NOW.plusSeconds(60));
  }

  @Test
  void shouldFailWhenNoReplyCameInTime() {
    client.close();
    MockConsumer<byte[], byte[]> silent = new MockConsumer<>("latest");
    silent.updatePartitions(
        "replies",
        List.of(new PartitionInfo("replies", 0, Node.noNode(), new Node[0], new Node[0])));
    silent.updateEndOffsets(Map.of(REPLIES, 0L));
    ClientOptions hasty =
        ClientOptions.of("nowhere:1", "mock://").withTimeout(Duration.ofMillis(20));
    try (CiderClient impatient =
        new CiderClient(
            hasty,
            codec,
            () -> NOW,
            new TracedSend(telemetry),
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()),
            silent)) {
      assertFails(
          impatient.search(new Query()), ErrorCode.BROKER_UNAVAILABLE, "No reply came on replies");
    }
  }

  @Test
  void shouldFailAQueryThatKafkaDidNotTake() {
    CompletableFuture<Reply> reply = client.search(new Query());
    producer.errorNext(new RecordTooLargeException("too large"));
    assertFails(
        reply, ErrorCode.BROKER_UNAVAILABLE, "queries was not accepted by nowhere:1: too large");
  }

  @Test
  void shouldSayWhichBrokersItCannotConnectTo() throws IOException {
    String address;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = "127.0.0.1:" + socket.getLocalPort();
    }
    for (String nowhere : List.of(address, "no-such-host.invalid:9092")) {
      ClientOptions options =
          ClientOptions.of(nowhere, "http://" + address).withKafka("default.api.timeout.ms", 300);
      assertThatThrownBy(() -> CiderClient.connect(options))
          .hasMessageStartingWith("BROKER_UNAVAILABLE")
          .hasMessageContaining(nowhere);
    }
  }

  @Test
  void shouldFailWhatTheRegistryDoesNotLetItWrite() {
    codec.failure = new CiderException(ErrorCode.REGISTRY_UNAVAILABLE, "It is gone.");
    assertFails(client.search(new Query()), ErrorCode.REGISTRY_UNAVAILABLE, "It is gone.");
    assertFails(client.put("a", new Image()), ErrorCode.REGISTRY_UNAVAILABLE, "It is gone.");
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void shouldFailWhatStillWaitsWhenClosed() {
    CompletableFuture<Reply> reply = client.search(new Query());
    client.close();
    assertFails(reply, ErrorCode.BROKER_UNAVAILABLE, "The client is closed");
  }

  @Test
  void shouldPutAPictureWithItsMetadataAndTellWhereItLies() {
    CompletableFuture<PartitionOffset> put =
        client.put("a/b.jpg", new byte[] {1, 2}, Map.of("shop", "north"));
    ProducerRecord<byte[], byte[]> sent = producer.history().getFirst();
    producer.completeNext();
    assertThat(put.join()).isEqualTo(new PartitionOffset(0, 0L));
    assertThat(sent.topic()).isEqualTo("images");
    assertThat(text(sent.key())).isEqualTo("a/b.jpg");
    assertThat(sent.value()).containsExactly(1, 2);
    assertThat(text(sent.headers().lastHeader("meta.shop").value())).isEqualTo("north");
  }

  @Test
  void shouldGiveEachRecordATraceParent() {
    client.put("a", new byte[] {1}, Map.of());
    client.delete("a");
    client.search(new Query());
    assertThat(producer.history())
        .extracting(record -> text(record.headers().lastHeader(HeaderNames.TRACEPARENT).value()))
        .doesNotHaveDuplicates()
        .allMatch(parent -> parent.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[13]"));
  }

  @Test
  void shouldDeleteByATombstone() {
    client.delete("a");
    assertThat(producer.history().getFirst().value()).isNull();
  }

  @Test
  void shouldAskWhereThePictureIsStoredAndDeleteItThere() {
    client.close();
    connect(Duration.ofSeconds(20));
    CompletableFuture<PartitionOffset> deleted = client.delete("a");
    ProducerRecord<byte[], byte[]> query = producer.history().getFirst();
    assertThat(query.topic()).isEqualTo("queries");
    assertThat(((Query) codec.encoded).getImageId()).isEqualTo("a");
    assertThat(((Query) codec.encoded).getDeadline()).isEqualTo(NOW.plusSeconds(20));
    producer.completeNext();
    replyTo(query, "unknown");
    await().until(() -> producer.history().size() == 2);
    assertThat(producer.history().get(1).topic()).isEqualTo("images");
    producer.completeNext();
    assertThat(deleted.join().getPartition()).isZero();
  }

  @Test
  void shouldRefuseAnImpossibleIdAtOnce() {
    assertThatThrownBy(() -> client.delete("")).hasMessageStartingWith("KEY_INVALID");
    assertThat(producer.history()).isEmpty();
  }

  private static void assertFails(CompletableFuture<?> future, ErrorCode code, String detail) {
    await().atMost(Duration.ofSeconds(10)).until(future::isDone);
    assertThatThrownBy(future::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(CiderException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(detail);
  }

  private void replyTo(ProducerRecord<byte[], byte[]> query, String id) {
    reply(text(query.headers().lastHeader(HeaderNames.CORRELATION_ID).value()), id);
  }

  private void reply(String correlation, String id) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(HeaderNames.CORRELATION_ID, correlation.getBytes(StandardCharsets.UTF_8));
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            REPLIES.topic(),
            REPLIES.partition(),
            nextOffset++,
            0,
            TimestampType.CREATE_TIME,
            0,
            0,
            null,
            id.getBytes(StandardCharsets.UTF_8),
            headers,
            Optional.empty());
    consumer.schedulePollTask(() -> consumer.addRecord(record));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** A reply is its id. */
  private static final class FakeCodec implements Codec {
    private SpecificRecord encoded;
    private CiderException failure;
    private int decoded;

    @Override
    public byte[] encode(String topic, SpecificRecord record) {
      if (failure != null) {
        throw failure;
      }
      encoded = record;
      return new byte[] {0};
    }

    @Override
    public Reply reply(String topic, byte[] value) {
      decoded++;
      return new Reply(
          text(value), Status.OK, null, null, null, List.of(), List.of(), List.of(), Map.of());
    }
  }
}
