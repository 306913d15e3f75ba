package io.ciderstream.streams.embedder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.ciderstream.schemas.ByteArrays;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.Sha256;
import io.ciderstream.schemas.Topics;
import io.ciderstream.schemas.avro.Descriptor;
import io.ciderstream.schemas.avro.Image;
import io.ciderstream.schemas.serde.AvroSerdes;
import io.ciderstream.streams.TestEmbedder;
import io.ciderstream.streams.TestSystem;
import io.ciderstream.streams.runtime.AvroParts;
import io.ciderstream.streams.runtime.GroupProtocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EmbedderIT {
  private static final Duration LONG = Duration.ofSeconds(40);

  @TempDir static Path dir;
  private static TestSystem system;

  @BeforeAll
  static void startServers() {
    system = new TestSystem(dir);
  }

  @AfterAll
  static void stopServers() {
    system.close();
  }

  private static EmbedderRole role(Topics topics, String app, TestEmbedder embedder) {
    return role(topics, app, embedder, GroupProtocol.CLASSIC);
  }

  private static EmbedderRole role(
      Topics topics, String app, TestEmbedder embedder, GroupProtocol protocol) {
    return new EmbedderRole(
        system.options(topics, app, protocol),
        TestSystem.noFetching(),
        embedder,
        Clock.systemUTC());
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, byte[] key, byte[] value) {
    return new ProducerRecord<>(topic, 1, key, value);
  }

  @Test
  void shouldTurnEachKindOfRecordIntoWhatTheContractSays() throws Exception {
    Topics topics = system.topics("kinds");
    TestEmbedder embedder = new TestEmbedder(8, 5).withLocalFeatures();
    try (EmbedderRole role = role(topics, "kinds", embedder);
        AvroSerdes serdes = new AvroSerdes(system.registryUrl());
        KafkaProducer<byte[], byte[]> producer = system.producer();
        TestSystem.Follower descriptors = system.new Follower(List.of(topics.descriptors()));
        TestSystem.Follower dead = system.new Follower(List.of(topics.imagesDeadLetters()))) {
      role.start();
      byte[] key = "a".getBytes(UTF_8);
      byte[] picture = "picture".getBytes(UTF_8);
      ProducerRecord<byte[], byte[]> bare = record(topics.images(), key, picture);
      bare.headers().add("meta.place", "Lille".getBytes(UTF_8)).add("traceparent", new byte[] {9});
      producer.send(bare);
      Image image =
          Image.newBuilder()
              .setContent(ByteBuffer.wrap(picture))
              .setSha256(Sha256.hex(picture))
              .setMetadata(Map.of("shelf", 7L))
              .setCapturedAt(Instant.ofEpochMilli(99))
              .build();
      producer.send(record(topics.images(), key, serdes.encode(topics.images(), image)));
      producer.send(record(topics.images(), key, null));
      byte[] corrupt = "bad".getBytes(UTF_8);
      ProducerRecord<byte[], byte[]> bad = record(topics.images(), key, corrupt);
      bad.headers().add("own", new byte[] {1, 2});
      producer.send(bad);
      producer.send(record(topics.images(), null, picture));
      producer.send(record(topics.images(), key, new byte[0]));
      producer.send(record(topics.images(), key, new byte[] {0, 1, 2}));
      Image lie = Image.newBuilder(image).setSha256("00").build();
      producer.send(record(topics.images(), key, serdes.encode(topics.images(), lie)));
      Image refused = Image.newBuilder().setUri("http://localhost/a.jpg").build();
      producer.send(record(topics.images(), key, serdes.encode(topics.images(), refused)));
      producer.flush();

      List<ConsumerRecord<byte[], byte[]>> made = descriptors.await(3, LONG);
      assertThat(made).hasSize(3).allMatch(r -> r.partition() == 1);
      assertThat(made)
          .extracting(
              r -> new String(r.headers().lastHeader(HeaderNames.SOURCE_OFFSET).value(), UTF_8))
          .containsExactly("0", "1", "2");
      Descriptor first = serdes.decode(topics.descriptors(), made.get(0).value(), Descriptor.class);
      assertThat(first.getMetadata()).isEqualTo(Map.of("place", "Lille"));
      assertThat(AvroParts.floats(first.getVector())).isEqualTo(embedder.vector(picture));
      assertThat(ByteArrays.of(first.getLocalFeatures()))
          .isEqualTo(TestEmbedder.features(picture).encode());
      assertThat(first.getSha256()).isEqualTo(Sha256.hex(picture));
      assertThat(first.getModel().getHash()).isEqualTo("0123456789ab");
      assertThat(made.get(0).headers().lastHeader("traceparent").value()).containsExactly(9);
      Descriptor second =
          serdes.decode(topics.descriptors(), made.get(1).value(), Descriptor.class);
      assertThat(second.getMetadata()).isEqualTo(Map.of("shelf", 7L));
      assertThat(second.getCapturedAt()).isEqualTo(Instant.ofEpochMilli(99));
      assertThat(second.getSource().getOffset()).isEqualTo(1);
      assertThat(made.get(2).value()).isNull();

      List<ConsumerRecord<byte[], byte[]>> letters = dead.await(6, LONG);
      assertThat(letters)
          .extracting(letter -> code(letter))
          .containsExactlyInAnyOrder(
              "PICTURE_CORRUPT",
              "KEY_INVALID",
              "VALUE_EMPTY",
              "AVRO_INVALID",
              "SHA256_MISMATCH",
              "URI_REFUSED");
      ConsumerRecord<byte[], byte[]> letter =
          letters.stream().filter(l -> code(l).equals("PICTURE_CORRUPT")).findFirst().orElseThrow();
      assertThat(letter.key()).isEqualTo(key);
      assertThat(letter.value()).isEqualTo(corrupt);
      assertThat(letter.headers().lastHeader("own").value()).containsExactly(1, 2);
      descriptors.seen();
      assertThat(descriptors.positions())
          .extracting(
              r -> new String(r.headers().lastHeader(HeaderNames.SOURCE_OFFSET).value(), UTF_8))
          .as("a position for each dead letter")
          .containsExactly("3", "4", "5", "6", "7", "8");
      assertThat(role.status().count(EmbedderRole.EMBEDDED)).isEqualTo(2);
      assertThat(role.status().count("dead-lettered.KEY_INVALID")).isEqualTo(1);
      assertThat(role.status().pendingRecords()).isZero();
    }
  }

  private static String code(ConsumerRecord<byte[], byte[]> letter) {
    return new String(letter.headers().lastHeader(HeaderNames.ERROR_CODE).value(), UTF_8);
  }

  @Test
  void shouldLoseNothingInAnOutageOfTheEmbedderLongerThanItsMemoryHolds() throws Exception {
    Topics topics = system.topics("outage");
    TestEmbedder embedder = new TestEmbedder(8, 5);
    embedder.setAvailable(false);
    int total = 300; // one partition alone gets half of the 64 that may be pending
    try (EmbedderRole role = role(topics, "outage", embedder);
        KafkaProducer<byte[], byte[]> producer = system.producer();
        TestSystem.Follower out =
            system.new Follower(List.of(topics.descriptors(), topics.imagesDeadLetters()))) {
      role.start();
      for (int i = 0; i < total; i++) {
        producer.send(
            record(topics.images(), "key".getBytes(UTF_8), ("picture " + i).getBytes(UTF_8)));
      }
      await().atMost(LONG).until(() -> role.status().pendingRecords() >= 16);
      await().atMost(LONG).until(() -> role.status().retries() > 60);
      assertThat(out.seen()).isEmpty();
      assertThat(role.status().healthy()).isFalse();

      embedder.setAvailable(true);

      List<ConsumerRecord<byte[], byte[]>> made = out.await(total, LONG);
      assertThat(made).extracting(ConsumerRecord::topic).containsOnly(topics.descriptors());
      try (AvroSerdes serdes = new AvroSerdes(system.registryUrl())) {
        assertThat(made)
            .extracting(
                r ->
                    serdes
                        .decode(topics.descriptors(), r.value(), Descriptor.class)
                        .getSource()
                        .getOffset())
            .containsExactlyElementsOf(
                java.util.stream.LongStream.range(0, total).boxed().toList());
      }
      assertThat(role.status().counts()).containsOnlyKeys(EmbedderRole.EMBEDDED);
    }
  }

  @ParameterizedTest
  @EnumSource(GroupProtocol.class)
  void shouldHoldUpOnlyThePartitionOfAStuckRecord(GroupProtocol protocol) throws Exception {
    String app = "stuck-" + protocol.setting();
    Topics topics = system.topics(app);
    TestEmbedder embedder = new TestEmbedder(8, 5);
    int each = 300;
    try (EmbedderRole first = role(topics, app, embedder, protocol);
        EmbedderRole second = role(topics, app, embedder, protocol);
        Admin admin = Admin.create(Map.of("bootstrap.servers", system.bootstrap()));
        KafkaProducer<byte[], byte[]> producer = system.producer();
        TestSystem.Follower out = system.new Follower(List.of(topics.descriptors()))) {
      first.start();
      producer.send(picture(topics, 0, "stuck"));
      for (int i = 0; i < each; i++) {
        producer.send(picture(topics, 0, "behind " + i));
        producer.send(picture(topics, 1, "beside " + i));
      }
      out.await(each, LONG);
      assertThat(out.seen()).hasSize(each).allMatch(made -> made.partition() == 1);
      await().atMost(LONG).until(() -> system.committed(app, topics.images(), 1) == each);
      assertThat(system.committed(app, topics.images(), 0)).isZero();

      // another takes one of the partitions over, with all that is unfinished in it
      second.start();
      await().atMost(LONG).until(() -> areShared(admin, app, protocol));
      embedder.unstick();
      List<ConsumerRecord<byte[], byte[]>> made = out.await(2 * each + 1, LONG);
      try (AvroSerdes serdes = new AvroSerdes(system.registryUrl())) {
        assertThat(made)
            .filteredOn(descriptor -> descriptor.partition() == 0)
            .extracting(
                descriptor ->
                    serdes
                        .decode(topics.descriptors(), descriptor.value(), Descriptor.class)
                        .getSource()
                        .getOffset())
            .containsExactlyElementsOf(
                java.util.stream.LongStream.rangeClosed(0, each).boxed().toList());
      }
      await().atMost(LONG).until(() -> system.committed(app, topics.images(), 0) == each + 1);
      assertThat(out.seen()).hasSize(2 * each + 1);
    }
  }

  private static ProducerRecord<byte[], byte[]> picture(Topics topics, int partition, String text) {
    return new ProducerRecord<>(
        topics.images(), partition, "key".getBytes(UTF_8), text.getBytes(UTF_8));
  }

  @Test
  void shouldGiveASecondInstanceItsPartitionsHoweverLongTheChangelogIs() throws Exception {
    Topics topics = system.topics("scale");
    TestEmbedder embedder = new TestEmbedder(8, 5);
    try (EmbedderRole first = role(topics, "scale", embedder);
        EmbedderRole second = role(topics, "scale", embedder);
        Admin admin = Admin.create(Map.of("bootstrap.servers", system.bootstrap()));
        KafkaProducer<byte[], byte[]> producer = system.producer();
        TestSystem.Follower out = system.new Follower(List.of(topics.descriptors()))) {
      first.start();
      producer.send(picture(topics, 0, "a"));
      producer.send(picture(topics, 1, "b"));
      out.await(2, LONG);
      for (int i = 0; i < 2 * 12_000; i++) { // more than Kafka Streams would move by itself
        producer.send(
            new ProducerRecord<>(
                "scale-position-changelog", i % 2, "next".getBytes(UTF_8), longOf(1)));
      }
      producer.flush();
      // as one of an older release
      ConfigResource changelog =
          new ConfigResource(ConfigResource.Type.TOPIC, "scale-position-changelog");
      admin
          .incrementalAlterConfigs(
              Map.of(
                  changelog,
                  List.of(
                      new AlterConfigOp(
                          new ConfigEntry("segment.bytes", ""), AlterConfigOp.OpType.DELETE))))
          .all()
          .get();
      second.start();
      await().atMost(LONG).until(() -> segmentBytes(admin, changelog).equals("1048576"));
      await().atMost(LONG).until(() -> areShared(admin, "scale", GroupProtocol.CLASSIC));
      producer.send(picture(topics, 0, "c"));
      producer.send(picture(topics, 1, "d"));
      out.await(4, LONG);
      assertThat(first.status().count(EmbedderRole.EMBEDDED)).isEqualTo(3);
      assertThat(second.status().count(EmbedderRole.EMBEDDED)).isEqualTo(1);
    }
  }

  private static String segmentBytes(Admin admin, ConfigResource topic) throws Exception {
    return admin
        .describeConfigs(List.of(topic))
        .all()
        .get()
        .get(topic)
        .get("segment.bytes")
        .value();
  }

  private static byte[] longOf(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  /** Whether two members have a partition of the input topic each. */
  private static boolean areShared(Admin admin, String group, GroupProtocol protocol)
      throws Exception {
    Stream<Integer> shares =
        switch (protocol) {
          case CLASSIC ->
              admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().stream()
                  .map(member -> member.assignment().topicPartitions().size());
          case STREAMS ->
              admin.describeStreamsGroups(List.of(group)).all().get().get(group).members().stream()
                  .map(
                      member ->
                          member.assignment().activeTasks().stream()
                              .mapToInt(task -> task.partitions().size())
                              .sum());
        };
    return shares.toList().equals(List.of(1, 1));
  }

  @Test
  void shouldWaitForTheRegistryAndGoOnByItself() throws Exception {
    Topics topics = system.topics("registry");
    byte[] avro;
    try (AvroSerdes serdes = new AvroSerdes(system.registryUrl())) {
      Image image =
          Image.newBuilder().setContent(ByteBuffer.wrap("picture".getBytes(UTF_8))).build();
      avro = serdes.encode(topics.images(), image);
    }
    try (EmbedderRole role = role(topics, "registry", new TestEmbedder(8, 5));
        KafkaProducer<byte[], byte[]> producer = system.producer();
        TestSystem.Follower out =
            system.new Follower(List.of(topics.descriptors(), topics.imagesDeadLetters()))) {
      role.start();
      await().atMost(LONG).until(() -> role.status().healthy());
      system.stopRegistry();
      try {
        producer.send(record(topics.images(), "a".getBytes(UTF_8), avro));
        await().atMost(LONG).until(() -> role.status().retries() > 2);
        assertThat(out.seen()).isEmpty();
      } finally {
        system.startRegistry();
      }
      assertThat(out.await(1, LONG))
          .singleElement()
          .extracting(ConsumerRecord::topic)
          .isEqualTo(topics.descriptors());
    }
  }

  @Test
  void shouldCarryTheLargestRecordToTheDeadLetters() throws Exception {
    Topics topics = system.topics("large");
    byte[] largest = new byte[(8 << 20) - 200];
    System.arraycopy("bad".getBytes(UTF_8), 0, largest, 0, 3);
    try (EmbedderRole role = role(topics, "large", new TestEmbedder(8, 5));
        KafkaProducer<byte[], byte[]> producer = system.producer();
        TestSystem.Follower dead = system.new Follower(List.of(topics.imagesDeadLetters()))) {
      role.start();
      producer.send(record(topics.images(), "a".getBytes(UTF_8), largest)).get();
      assertThat(dead.await(1, LONG)).hasSize(1);
      assertThat(dead.seen().getFirst().value()).isEqualTo(largest);
    }
  }

  @Test
  void shouldBoundWhatItWritesAndGoOn() throws Exception {
    Topics topics = system.topics("bounded");
    system.setMaxBytes(topics.descriptors(), 1 << 20);
    byte[] inflated = new byte[20 << 20]; // some kilobytes on the wire
    System.arraycopy("bad".getBytes(UTF_8), 0, inflated, 0, 3);
    try (EmbedderRole role = role(topics, "bounded", new TestEmbedder(8, 5));
        KafkaProducer<byte[], byte[]> producer = system.compressingProducer();
        TestSystem.Follower descriptors = system.new Follower(List.of(topics.descriptors()));
        TestSystem.Follower dead = system.new Follower(List.of(topics.imagesDeadLetters()))) {
      role.start();
      producer.send(record(topics.images(), "inflated".getBytes(UTF_8), inflated)).get();
      ProducerRecord<byte[], byte[]> headers =
          record(topics.images(), "headers".getBytes(UTF_8), "picture".getBytes(UTF_8));
      headers.headers().add("long", new byte[2 << 20]);
      producer.send(headers).get();
      producer.send(record(topics.images(), "good".getBytes(UTF_8), "p".getBytes(UTF_8))).get();

      assertThat(descriptors.await(1, LONG))
          .singleElement()
          .satisfies(made -> assertThat(made.key()).asString(UTF_8).isEqualTo("good"));
      assertThat(dead.await(2, LONG))
          .extracting(letter -> new String(letter.key(), UTF_8) + " " + code(letter))
          .containsExactlyInAnyOrder("inflated PICTURE_CORRUPT", "headers OUTPUT_TOO_LARGE");
      assertThat(dead.seen())
          .filteredOn(letter -> letter.headers().lastHeader(HeaderNames.ERROR_CUT) != null)
          .singleElement()
          .satisfies(
              cut ->
                  assertThat(cut.headers().lastHeader(HeaderNames.ERROR_CUT).value())
                      .asString(UTF_8)
                      .isEqualTo("value=" + inflated.length));
      assertThat(role.status().retries()).as("threads that died, among others").isZero();
    }
  }

  @Test
  void shouldDeadLetterTheOnePictureThatItsHostNeverGives() throws Exception {
    Topics topics = system.topics("uris");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            boolean good = exchange.getRequestURI().getPath().startsWith("/good");
            exchange.sendResponseHeaders(good ? 200 : 500, 0);
            exchange.getResponseBody().write(7);
          }
        });
    server.start();
    String base = "http://127.0.0.1:" + server.getAddress().getPort();
    try (EmbedderRole role =
            new EmbedderRole(
                system.options(topics, "uris", GroupProtocol.CLASSIC),
                TestSystem.fetching(Set.of("127.0.0.1")),
                new TestEmbedder(8, 5),
                Clock.systemUTC());
        AvroSerdes serdes = new AvroSerdes(system.registryUrl());
        KafkaProducer<byte[], byte[]> producer = system.producer();
        TestSystem.Follower descriptors = system.new Follower(List.of(topics.descriptors()));
        TestSystem.Follower dead = system.new Follower(List.of(topics.imagesDeadLetters()))) {
      role.start();
      for (int i = 0; i < 30; i++) {
        String uri = base + (i == 1 ? "/bad" : "/good" + i);
        Image image = Image.newBuilder().setUri(uri).build();
        producer.send(
            record(
                topics.images(), ("k" + i).getBytes(UTF_8), serdes.encode(topics.images(), image)));
      }
      assertThat(dead.await(1, LONG))
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.key()).asString(UTF_8).isEqualTo("k1");
                assertThat(code(letter)).isEqualTo("UNEXPECTED");
                assertThat(letter.headers().lastHeader(HeaderNames.ERROR_MESSAGE).value())
                    .asString(UTF_8)
                    .contains("URI_UNAVAILABLE")
                    .contains("status 500");
              });
      assertThat(descriptors.await(29, LONG))
          .extracting(made -> new String(made.key(), UTF_8))
          .containsExactlyElementsOf(
              java.util.stream.IntStream.range(0, 30)
                  .filter(i -> i != 1)
                  .mapToObj(i -> "k" + i)
                  .toList());
    } finally {
      server.stop(0);
    }
  }

  @Test
  void shouldRefuseToStartWhereItCouldNotWrite() throws Exception {
    Topics topics = system.topics("narrow");
    system.setMaxBytes(topics.imagesDeadLetters(), 1 << 20);
    try (EmbedderRole role = role(topics, "narrow", new TestEmbedder(8, 5))) {
      assertThatThrownBy(role::start)
          .hasMessageContaining("TOPIC_MISMATCH")
          .hasMessageContaining(topics.imagesDeadLetters())
          .hasMessageContaining("Set its max.message.bytes to 8388608 or more");
    }
  }

  @Test
  void shouldRefuseToStartWhereTopicsDoNotFit() throws Exception {
    Topics none = Topics.withPrefix("none.");
    try (EmbedderRole role = role(none, "none", new TestEmbedder(8, 5))) {
      assertThatThrownBy(role::start)
          .hasMessageContaining("TOPIC_MISMATCH")
          .hasMessageContaining("none.");
    }
    Topics uneven = system.topics("uneven");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", system.bootstrap()))) {
      admin.createPartitions(Map.of(uneven.images(), NewPartitions.increaseTo(3))).all().get();
      await().until(() -> partitions(admin, uneven.images()) == 3);
    }
    try (EmbedderRole role = role(uneven, "uneven", new TestEmbedder(8, 5))) {
      assertThatThrownBy(role::start)
          .hasMessageContaining("uneven.images has 3 partitions, uneven.descriptors has 2");
    }
  }

  private static int partitions(Admin admin, String topic) throws Exception {
    return admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get()
        .get(topic)
        .partitions()
        .size();
  }
}
