package io.ciderstream.streams.searcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ciderstream.client.admin.TopicLeaders;
import io.ciderstream.embedding.local.StripFeatures;
import io.ciderstream.index.Change;
import io.ciderstream.index.Consistency;
import io.ciderstream.index.DescriptorSearch;
import io.ciderstream.index.InMemoryIndex;
import io.ciderstream.index.Match;
import io.ciderstream.index.ModelId;
import io.ciderstream.index.PictureInfo;
import io.ciderstream.index.Row;
import io.ciderstream.index.SearchRequest;
import io.ciderstream.index.SourcePosition;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.Topics;
import io.ciderstream.schemas.avro.Box;
import io.ciderstream.schemas.avro.PartitionOffset;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.schemas.avro.Reply;
import io.ciderstream.schemas.avro.Status;
import io.ciderstream.schemas.avro.Verification;
import io.ciderstream.schemas.serde.AvroSerdes;
import io.ciderstream.streams.TestEmbedder;
import io.ciderstream.streams.TestSystem;
import io.ciderstream.streams.runtime.AvroParts;
import io.ciderstream.streams.runtime.GroupProtocol;
import io.ciderstream.streams.runtime.StreamsOptions;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SearcherIT {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir static Path dir;
  private static TestSystem system;
  private static AvroSerdes serdes;

  private final TestEmbedder embedder = new TestEmbedder(8, 3);
  private final InMemoryIndex index = new InMemoryIndex();

  @BeforeAll
  static void startServers() {
    system = new TestSystem(dir);
    serdes = new AvroSerdes(system.registryUrl());
  }

  @AfterAll
  static void stopServers() {
    serdes.close();
    system.close();
  }

  private SearcherRole role(Topics topics, String app, Duration budget) {
    return role(topics, app, budget, GroupProtocol.CLASSIC);
  }

  private SearcherRole role(Topics topics, String app, Duration budget, GroupProtocol protocol) {
    return role(system.options(topics, app, protocol), budget, index);
  }

  private SearcherRole role(StreamsOptions options, Duration budget, DescriptorSearch searched) {
    return new SearcherRole(
        options,
        new SearcherOptions(Set.of(), budget, Duration.ofMillis(20), 4),
        TestSystem.noFetching(),
        embedder,
        searched,
        Clock.systemUTC());
  }

  private void fill() {
    for (String id : List.of("one", "two", "three")) {
      index.apply(List.of(new Change.Upsert(row(id, Map.of("name", id)))));
    }
  }

  private Row row(String id, Map<String, Object> metadata) {
    return new Row(
        new ImageId(id),
        embedder.vector(id.getBytes(UTF_8)),
        new ModelId("test", "0123456789ab"),
        metadata,
        new PictureInfo(OptionalLong.of(5), List.of(new BoundingBox(0, 0, 1, 1, 1)), 4, 3),
        new SourcePosition(new RecordPosition(0, 10), 11));
  }

  private static ProducerRecord<byte[], byte[]> query(Topics topics, String key, Query query) {
    return new ProducerRecord<>(
        topics.queries(), key.getBytes(UTF_8), serdes.encode(topics.queries(), query));
  }

  private static Map<String, Reply> byKey(List<ConsumerRecord<byte[], byte[]>> records) {
    Map<String, Reply> replies = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Reply before =
          replies.put(
              new String(record.key(), UTF_8),
              serdes.decode(record.topic(), record.value(), Reply.class));
      assertThat(before).as("one reply a query").isNull();
    }
    return replies;
  }

  @ParameterizedTest
  @EnumSource(GroupProtocol.class)
  void shouldAnswerOthersPastASlowQueryButNotCommitThem(GroupProtocol protocol) throws Exception {
    fill();
    String app = "slow-" + protocol.setting();
    Topics topics = system.topics(app);
    int others = 200; // far more than may be pending
    try (SearcherRole role = role(topics, app, Duration.ofMinutes(2), protocol);
        KafkaProducer<byte[], byte[]> producer = system.producer();
        TestSystem.Follower out = system.new Follower(List.of(topics.replies()))) {
      role.start();
      for (int i = 0; i <= others; i++) {
        byte[] picture = (i == 0 ? "stuck" : "two").getBytes(UTF_8);
        producer.send(
            new ProducerRecord<>(topics.queries(), 0, ("query " + i).getBytes(UTF_8), picture));
      }
      out.await(others, LONG);
      assertThat(byKey(out.seen())).hasSize(others).doesNotContainKey("query 0");
      await().atMost(LONG).until(() -> system.committed(app, topics.queries(), 0) == 0);

      embedder.unstick();

      assertThat(byKey(out.await(others + 1, LONG))).containsKey("query 0");
      await().atMost(LONG).until(() -> system.committed(app, topics.queries(), 0) == others + 1);
    }
  }

  @Test
  void shouldAnswerEachKindOfQueryOnce() throws Exception {
    fill();
    Topics topics = system.topics("kinds");
    byte[] picture = "two".getBytes(UTF_8);
    Query.Builder base = Query.newBuilder().setTopK(2);
    try (SearcherRole role = role(topics, "kinds", Duration.ofSeconds(5));
        KafkaProducer<byte[], byte[]> producer = system.producer();
        TestSystem.Follower out = system.new Follower(List.of(topics.replies()));
        TestSystem.Follower dead = system.new Follower(List.of(topics.queriesDeadLetters()))) {
      role.start();
      producer.send(new ProducerRecord<>(topics.queries(), "bare".getBytes(UTF_8), picture));
      ProducerRecord<byte[], byte[]> filtered =
          new ProducerRecord<>(topics.queries(), "filtered".getBytes(UTF_8), picture);
      filtered.headers().add(HeaderNames.TOP_K, "1".getBytes(UTF_8));
      filtered.headers().add(HeaderNames.FILTER, "metadata[\"name\"] == \"one\"".getBytes(UTF_8));
      producer.send(filtered);
      producer.send(query(topics, "id", Query.newBuilder(base).setImageId("three").build()));
      producer.send(
          query(
              topics,
              "vector",
              Query.newBuilder(base)
                  .setVector(AvroParts.floats(embedder.vector("one".getBytes(UTF_8))))
                  .build()));
      producer.send(query(topics, "unknown", Query.newBuilder(base).setImageId("none").build()));
      producer.send(query(topics, "none set", Query.newBuilder(base).build()));
      producer.send(
          query(topics, "vector bad", Query.newBuilder(base).setVector(List.of(1f)).build()));
      producer.send(
          query(topics, "top_k", Query.newBuilder(base).setImageId("one").setTopK(1001).build()));
      producer.send(
          query(
              topics,
              "expired",
              Query.newBuilder(base).setImageId("one").setDeadline(Instant.EPOCH).build()));
      producer.send(
          query(
              topics,
              "held",
              Query.newBuilder(base)
                  .setImageId("one")
                  .setAtLeast(List.of(new PartitionOffset(0, 10L)))
                  .build()));
      producer.send(
          query(
              topics,
              "stale",
              Query.newBuilder(base)
                  .setImageId("one")
                  .setAtLeast(List.of(new PartitionOffset(0, 11L)))
                  .build())); // no deadline: it would run while the role still starts
      producer.send(
          new ProducerRecord<>(topics.queries(), "avro".getBytes(UTF_8), new byte[] {0, 1}));
      ProducerRecord<byte[], byte[]> elsewhere =
          new ProducerRecord<>(topics.queries(), "elsewhere".getBytes(UTF_8), picture);
      elsewhere.headers().add(HeaderNames.REPLY_TOPIC, topics.images().getBytes(UTF_8));
      producer.send(elsewhere);
      producer.send(
          query(
              topics,
              "any",
              Query.newBuilder(base)
                  .setImageIds(List.of("one", "three"))
                  .setCombine("any")
                  .setExcludeSelf(true)
                  .build()));
      String json =
          "{\"image_ids\": [\"three\"], \"group_by\": \"name\", \"offset\": 1, \"top_k\": 2}";
      producer.send(
          new ProducerRecord<>(topics.queries(), "json".getBytes(UTF_8), json.getBytes(UTF_8)));
      producer.send(
          new ProducerRecord<>(
              topics.queries(), "json bad".getBytes(UTF_8), "{\"topk\": 1}".getBytes(UTF_8)));
      ProducerRecord<byte[], byte[]> misspelt =
          new ProducerRecord<>(topics.queries(), "misspelt".getBytes(UTF_8), picture);
      misspelt.headers().add("top_k", "1".getBytes(UTF_8));
      producer.send(misspelt);
      producer.flush();

      Map<String, Reply> replies = byKey(out.await(17, LONG));

      assertThat(replies).hasSize(17);
      assertMatches(replies.get("any"), "two", 1);
      assertThat(replies.get("any").getMatches().getFirst().getQueryIndex()).isBetween(0, 1);
      assertThat(replies.get("json").getStatus()).isEqualTo(Status.OK);
      assertThat(replies.get("json").getMatches())
          .as("without the first, which is the image itself")
          .hasSize(2)
          .noneMatch(match -> match.getImageId().equals("three"))
          .allMatch(match -> match.getQueryIndex() == null);
      assertEnd(replies.get("json bad"), Status.INVALID, "QUERY_INVALID");
      assertEnd(replies.get("misspelt"), Status.INVALID, "QUERY_INVALID");
      assertMatches(replies.get("bare"), "two", 3);
      assertThat(replies.get("bare").getTimings())
          .containsKeys("decode", "wait", "infer", "search", "total");
      assertMatches(replies.get("filtered"), "one", 1);
      assertMatches(replies.get("id"), "three", 2);
      assertMatches(replies.get("vector"), "one", 2);
      assertMatches(replies.get("held"), "one", 2);
      assertThat(replies.get("held").getIndexPosition())
          .containsExactly(new PartitionOffset(0, 10L));
      assertEnd(replies.get("unknown"), Status.INVALID, "IMAGE_UNKNOWN");
      assertEnd(replies.get("none set"), Status.INVALID, "QUERY_INVALID");
      assertEnd(replies.get("vector bad"), Status.INVALID, "VECTOR_INVALID");
      assertEnd(replies.get("top_k"), Status.INVALID, "QUERY_INVALID");
      assertEnd(replies.get("expired"), Status.EXPIRED, "DEADLINE_PASSED");
      assertEnd(replies.get("stale"), Status.STALE, "INDEX_BEHIND");
      assertEnd(replies.get("avro"), Status.INVALID, "AVRO_INVALID");
      assertEnd(replies.get("elsewhere"), Status.INVALID, "REPLY_TOPIC_REFUSED");
      assertThat(dead.await(2, LONG))
          .extracting(letter -> new String(letter.key(), UTF_8))
          .containsExactlyInAnyOrder("avro", "elsewhere");
    }
  }

  @Test
  void shouldVerifyTheMatchesOfAQueryByRecordAndByHeader() throws Exception {
    embedder.withLocalFeatures();
    for (String words : List.of("tower wood", "field", "harbour")) {
      byte[] features = TestEmbedder.features(words.getBytes(UTF_8)).encode();
      Row row = row(words, Map.of("name", words)).withLocalFeatures(features);
      index.apply(List.of(new Change.Upsert(row)));
    }
    Topics topics = system.topics("verified");
    byte[] picture = "tower".getBytes(UTF_8);
    try (SearcherRole role = role(topics, "verified", Duration.ofSeconds(5));
        KafkaProducer<byte[], byte[]> producer = system.producer();
        TestSystem.Follower out = system.new Follower(List.of(topics.replies()))) {
      role.start();
      ProducerRecord<byte[], byte[]> bare =
          new ProducerRecord<>(topics.queries(), "bare".getBytes(UTF_8), picture);
      bare.headers().add(HeaderNames.VERIFY, "3".getBytes(UTF_8));
      producer.send(bare);
      producer.send(
          query(
              topics,
              "record",
              Query.newBuilder().setContent(ByteBuffer.wrap(picture)).setVerify(3).build()));
      producer.send(
          query(topics, "plain", Query.newBuilder().setContent(ByteBuffer.wrap(picture)).build()));
      producer.flush();

      Map<String, Reply> replies = byKey(out.await(3, LONG));

      for (String key : List.of("bare", "record")) {
        Reply reply = replies.get(key);
        assertThat(reply.getStatus()).as("%s", reply).isEqualTo(Status.OK);
        assertThat(reply.getTimings()).containsKey("verify");
        assertThat(reply.getMatches()).hasSize(3).allMatch(m -> m.getVerification() != null);
        Verification made =
            reply.getMatches().stream()
                .filter(match -> match.getImageId().equals("tower wood"))
                .findFirst()
                .orElseThrow()
                .getVerification();
        assertThat(made.getInliers()).isEqualTo(StripFeatures.OF_A_WORD);
        assertThat(made.getVerified()).isTrue();
        assertThat(made.getQueryBox()).isEqualTo(new Box(0f, 0f, 1f, 1f, 1f));
        assertThat(made.getBox()).isEqualTo(new Box(0f, 0f, 0.5f, 1f, 1f));
      }
      assertThat(replies.get("plain").getMatches())
          .hasSize(3)
          .allMatch(match -> match.getVerification() == null);
      assertThat(replies.get("plain").getTimings()).doesNotContainKey("verify");
    }
  }

  private static void assertMatches(Reply reply, String first, int count) {
    assertThat(reply.getStatus()).as("%s", reply).isEqualTo(Status.OK);
    assertThat(reply.getMatches()).hasSize(count);
    assertThat(reply.getMatches().getFirst().getImageId()).isEqualTo(first);
    assertThat(reply.getMatches().getFirst().getMetadata()).isEqualTo(Map.of("name", first));
  }

  private static void assertEnd(Reply reply, Status status, String code) {
    assertThat(reply.getStatus()).as("%s", reply).isEqualTo(status);
    assertThat(reply.getErrorCode()).isEqualTo(code);
  }

  @Test
  void shouldEchoCorrelationAndAnswerInJsonAndAgainWithTheSameReplyId() throws Exception {
    fill();
    Topics topics = system.topics("json");
    byte[] correlation = {0, (byte) 0xff, 7};
    try (SearcherRole role = role(topics, "json", Duration.ofSeconds(5));
        KafkaProducer<byte[], byte[]> producer = system.producer();
        TestSystem.Follower out = system.new Follower(List.of(topics.replies()))) {
      role.start();
      ProducerRecord<byte[], byte[]> query =
          new ProducerRecord<>(topics.queries(), null, "two".getBytes(UTF_8));
      query.headers().add(HeaderNames.ACCEPT, HeaderNames.ACCEPT_JSON.getBytes(UTF_8));
      query.headers().add(HeaderNames.CORRELATION_ID, correlation);
      query.headers().add(HeaderNames.CE_CORRELATION_ID, correlation);
      query.headers().add(HeaderNames.TRACEPARENT, correlation);
      producer.send(query);

      assertThat(out.await(1, LONG)).hasSize(1);
      ConsumerRecord<byte[], byte[]> reply = out.seen().getFirst();
      for (String name :
          List.of(
              HeaderNames.CORRELATION_ID, HeaderNames.CE_CORRELATION_ID, HeaderNames.TRACEPARENT)) {
        assertThat(reply.headers().lastHeader(name).value()).isEqualTo(correlation);
      }
      JsonNode json = new ObjectMapper().readTree(reply.value());
      assertThat(json.get("status").asText()).isEqualTo("OK");
      assertThat(json.get("matches").get(0).get("image_id").asText()).isEqualTo("two");
    }
    // another group gets the same query again
    try (SearcherRole again = role(topics, "json-again", Duration.ofSeconds(5));
        TestSystem.Follower out = system.new Follower(List.of(topics.replies()))) {
      again.start();
      List<ConsumerRecord<byte[], byte[]>> both = out.await(2, LONG);
      assertThat(both).hasSize(2);
      assertThat(both)
          .extracting(r -> new ObjectMapper().readTree(r.value()).get("reply_id").asText())
          .containsOnly(
              new ObjectMapper().readTree(both.getFirst().value()).get("reply_id").asText());
    }
  }

  @Test
  void shouldAnswerOthersWhenAReplyIsTooLargeOrItsTopicIsDeleted() throws Exception {
    fill();
    String text = "x".repeat(2000);
    for (int i = 0; i < 700; i++) {
      index.apply(List.of(new Change.Upsert(row("large" + i, Map.of("text", text)))));
    }
    Topics topics = system.topics("replies");
    system.setMaxBytes(topics.replies(), 1_048_588);
    String own = "replies.own";
    try (Admin admin = system.admin()) {
      admin.createTopics(List.of(new NewTopic(own, 2, (short) 1))).all().get();
      TopicLeaders.await(admin, own, 2);
    }
    try (SearcherRole role =
            new SearcherRole(
                system.options(topics, "replies", GroupProtocol.CLASSIC),
                new SearcherOptions(Set.of(own), Duration.ofSeconds(5), Duration.ofMillis(20), 4),
                TestSystem.noFetching(),
                embedder,
                index,
                Clock.systemUTC());
        KafkaProducer<byte[], byte[]> producer = system.producer();
        TestSystem.Follower out = system.new Follower(List.of(topics.replies()));
        TestSystem.Follower ownOut = system.new Follower(List.of(own));
        TestSystem.Follower dead = system.new Follower(List.of(topics.queriesDeadLetters()))) {
      role.start();
      producer.send(
          query(topics, "large", Query.newBuilder().setImageId("one").setTopK(1000).build()));
      producer.send(to(own, query(topics, "own", Query.newBuilder().setImageId("one").build())));
      assertEnd(byKey(out.await(1, LONG)).get("large"), Status.INVALID, "REPLY_TOO_LARGE");
      assertThat(ownOut.await(1, LONG)).hasSize(1);
      assertThat(role.status().retries()).as("threads that died, among others").isZero();

      ownOut.close();
      try (Admin admin = system.admin()) {
        admin.deleteTopics(List.of(own)).all().get();
      }
      // at once, and when the searcher has noticed
      producer.send(to(own, query(topics, "lost", Query.newBuilder().setImageId("one").build())));
      await()
          .atMost(LONG)
          .until(
              () -> {
                producer.send(
                    to(own, query(topics, "gone", Query.newBuilder().setImageId("one").build())));
                return out.seen().stream()
                    .anyMatch(reply -> new String(reply.key(), UTF_8).equals("gone"));
              });
      producer.send(query(topics, "other", Query.newBuilder().setImageId("one").build()));
      await()
          .atMost(LONG)
          .until(
              () ->
                  out.seen().stream()
                      .anyMatch(reply -> new String(reply.key(), UTF_8).equals("other")));
      Map<String, String> codes = new HashMap<>();
      out.seen()
          .forEach(
              record -> {
                Reply reply = serdes.decode(record.topic(), record.value(), Reply.class);
                codes.put(new String(record.key(), UTF_8), String.valueOf(reply.getErrorCode()));
              });
      assertThat(codes).containsEntry("gone", "TOPIC_UNAVAILABLE").containsEntry("other", "null");
      assertThat(dead.await(1, LONG))
          .allMatch(
              letter ->
                  new String(letter.headers().lastHeader(HeaderNames.ERROR_CODE).value(), UTF_8)
                      .equals("TOPIC_UNAVAILABLE"));
    }
  }

  private static ProducerRecord<byte[], byte[]> to(
      String replyTopic, ProducerRecord<byte[], byte[]> query) {
    query.headers().add(HeaderNames.REPLY_TOPIC, replyTopic.getBytes(UTF_8));
    return query;
  }

  @Test
  void shouldAnswerSoonAfterTheSearch() throws Exception {
    fill();
    Topics topics = system.topics("soon");
    try (SearcherRole role = role(topics, "soon", Duration.ofSeconds(5));
        KafkaProducer<byte[], byte[]> producer = system.producer();
        TestSystem.Follower out = system.new Follower(List.of(topics.replies()))) {
      role.start();
      List<Long> micros = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        long start = System.nanoTime();
        producer.send(query(topics, "q" + i, Query.newBuilder().setImageId("one").build()));
        int expected = i + 1;
        while (out.seen().size() < expected) {
          assertThat(System.nanoTime() - start).isLessThan(LONG.toNanos());
        }
        micros.add((System.nanoTime() - start) / 1000);
      }
      List<Long> warm = micros.subList(100, 200).stream().sorted().toList();
      System.out.printf("query to reply: p50 %d us, p90 %d us%n", warm.get(50), warm.get(90));
      assertThat(warm.get(50)).isLessThan(200_000);
    }
  }

  /** An index that does not report its position until it is released. */
  private static final class SlowPositions implements DescriptorSearch {
    private final InMemoryIndex index;
    private final CountDownLatch known = new CountDownLatch(1);

    SlowPositions(InMemoryIndex index) {
      this.index = index;
    }

    @Override
    public OptionalLong reached(RecordPosition position) {
      try {
        known.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return index.reached(position);
    }

    @Override
    public List<Match> search(SearchRequest request) {
      return index.search(request);
    }

    @Override
    public Consistency now() {
      return index.now();
    }

    @Override
    public Optional<Row> get(ImageId id, Consistency consistency) {
      return index.get(id, consistency);
    }

    @Override
    public boolean passes(ImageId id, Optional<String> filter, Consistency consistency) {
      return index.passes(id, filter, consistency);
    }

    @Override
    public long count() {
      return index.count();
    }

    @Override
    public void close() {}
  }

  @Test
  void shouldAnswerPlainQueriesWhileAHundredWaitForAPosition() throws Exception {
    fill();
    Topics topics = system.topics("waiting");
    SlowPositions slow = new SlowPositions(index);
    // as many records in work as by default: a full task takes no more
    StreamsOptions options = system.options(topics, "waiting", GroupProtocol.CLASSIC, 1024);
    try (SearcherRole role = role(options, Duration.ofMinutes(2), slow);
        KafkaProducer<byte[], byte[]> producer = system.producer();
        TestSystem.Follower out = system.new Follower(List.of(topics.replies()))) {
      role.start();
      Query waiting =
          Query.newBuilder()
              .setImageId("one")
              .setAtLeast(List.of(new PartitionOffset(0, 10L)))
              .build();
      byte[] value = serdes.encode(topics.queries(), waiting);
      for (int i = 0; i < 100; i++) {
        byte[] key = ("waiting" + i).getBytes(UTF_8);
        producer.send(
            new ProducerRecord<>(topics.queries(), i % TestSystem.PARTITIONS, key, value));
      }
      for (int i = 0; i < 10; i++) {
        Query plain = Query.newBuilder().setImageId("two").build();
        producer.send(
            new ProducerRecord<>(
                topics.queries(),
                i % TestSystem.PARTITIONS,
                ("plain" + i).getBytes(UTF_8),
                serdes.encode(topics.queries(), plain)));
      }
      producer.flush();
      List<ConsumerRecord<byte[], byte[]>> first = out.await(10, LONG);
      assertThat(byKey(first).keySet()).hasSize(10).allMatch(key -> key.startsWith("plain"));
      slow.known.countDown();
      assertThat(byKey(out.await(110, LONG)).values())
          .extracting(Reply::getStatus)
          .containsOnly(Status.OK);
    }
  }

  @Test
  void shouldWaitForTheIndexAndGiveUpWithinTheBudget() throws Exception {
    fill();
    Topics topics = system.topics("budget");
    try (SearcherRole role = role(topics, "budget", Duration.ofSeconds(6));
        KafkaProducer<byte[], byte[]> producer = system.producer();
        TestSystem.Follower out = system.new Follower(List.of(topics.replies()))) {
      role.start();
      await().atMost(LONG).until(() -> role.status().healthy());
      index.setAvailable(false);
      producer.send(
          query(
              topics,
              "soon",
              Query.newBuilder()
                  .setImageId("one")
                  .setDeadline(Instant.now().plusMillis(1500))
                  .build()));
      producer.send(query(topics, "lost", Query.newBuilder().setImageId("one").build()));
      Map<String, Reply> lost = byKey(out.await(2, LONG));
      assertEnd(lost.get("soon"), Status.EXPIRED, "DEADLINE_PASSED");
      assertEnd(lost.get("lost"), Status.UNAVAILABLE, "INDEX_UNAVAILABLE");

      long before = role.status().retries();
      producer.send(query(topics, "patient", Query.newBuilder().setImageId("one").build()));
      await().atMost(LONG).until(() -> role.status().retries() > before);
      index.setAvailable(true);
      assertThat(byKey(out.await(3, LONG)).get("patient").getStatus()).isEqualTo(Status.OK);
    }
  }
}
