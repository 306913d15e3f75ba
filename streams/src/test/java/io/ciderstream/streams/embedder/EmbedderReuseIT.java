package io.ciderstream.streams.embedder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.schemas.Topics;
import io.ciderstream.schemas.avro.Descriptor;
import io.ciderstream.schemas.avro.Image;
import io.ciderstream.schemas.serde.AvroSerdes;
import io.ciderstream.streams.TestEmbedder;
import io.ciderstream.streams.TestSystem;
import io.ciderstream.streams.reuse.ReuseOptions;
import io.ciderstream.streams.runtime.GroupProtocol;
import io.ciderstream.streams.runtime.RoleObserver;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures that come again, through a real broker and a store on disk. */
class EmbedderReuseIT {
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

  private EmbedderRole role(Topics topics, String app, TestEmbedder embedder) {
    return new EmbedderRole(
        system.options(topics, app, GroupProtocol.CLASSIC),
        new EmbedderOptions(
            true, Optional.of(new ReuseOptions(dir.resolve("embeddings-" + app), 1 << 20, true))),
        TestSystem.noFetching(),
        embedder,
        Clock.systemUTC(),
        RoleObserver.NONE);
  }

  private static List<Descriptor> descriptors(
      AvroSerdes serdes, List<ConsumerRecord<byte[], byte[]>> records) {
    List<Descriptor> all = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      all.add(
          record.value() == null
              ? null
              : serdes.decode("descriptors", record.value(), Descriptor.class));
    }
    return all;
  }

  /** Returns the descriptor with what belongs to its record as in another. */
  private static Descriptor of(Descriptor descriptor, Descriptor record) {
    return Descriptor.newBuilder(descriptor)
        .setSource(record.getSource())
        .setMetadata(record.getMetadata())
        .setCapturedAt(record.getCapturedAt())
        .build();
  }

  @Test
  void shouldEmbedAPictureOnceAndWriteTheDescriptorOfEachRecord() throws Exception {
    Topics topics = system.topics("reuse");
    TestEmbedder embedder = new TestEmbedder(8, 5).withLocalFeatures();
    byte[] picture = "picture".getBytes(UTF_8);
    byte[] other = "other".getBytes(UTF_8);
    try (EmbedderRole role = role(topics, "reuse", embedder);
        AvroSerdes serdes = new AvroSerdes(system.registryUrl());
        KafkaProducer<byte[], byte[]> producer = system.producer();
        TestSystem.Follower out = system.new Follower(List.of(topics.descriptors()))) {
      role.start();
      ProducerRecord<byte[], byte[]> first = record(topics, "a", picture);
      first.headers().add("meta.place", "Lille".getBytes(UTF_8));
      producer.send(first).get();
      out.await(1, LONG);
      Image image =
          Image.newBuilder()
              .setContent(ByteBuffer.wrap(picture))
              .setMetadata(Map.of("shelf", 7L))
              .setCapturedAt(Instant.ofEpochMilli(99))
              .build();
      producer.send(record(topics, "b", serdes.encode(topics.images(), image)));
      producer.send(record(topics, "a", other));
      producer.send(record(topics, "a", null));
      producer.send(record(topics, "a", picture));
      producer.flush();

      List<ConsumerRecord<byte[], byte[]>> records = out.await(5, LONG);
      List<Descriptor> made = descriptors(serdes, records);
      assertThat(records)
          .extracting(made5 -> new String(made5.key(), UTF_8))
          .containsExactly("a", "b", "a", "a", "a");
      assertThat(made.get(1)).isEqualTo(of(made.get(0), made.get(1)));
      assertThat(made.get(1).getMetadata()).isEqualTo(Map.of("shelf", 7L));
      assertThat(made.get(1).getCapturedAt()).isEqualTo(Instant.ofEpochMilli(99));
      assertThat(made.get(1).getSource().getOffset()).isEqualTo(1);
      assertThat(made.get(0).getMetadata()).isEqualTo(Map.of("place", "Lille"));
      assertThat(made.get(2).getVector()).isNotEqualTo(made.get(0).getVector());
      assertThat(made.get(3)).isNull();
      assertThat(made.get(4)).isEqualTo(of(made.get(0), made.get(4)));
      assertThat(made.get(4).getMetadata()).isEmpty();
      assertThat(made.get(4).getSource().getOffset()).isEqualTo(4);
      assertThat(embedder.embedded()).isEqualTo(2);
      assertThat(role.reuse().reused()).isEqualTo(2);
      assertThat(role.reuse().embedded()).isEqualTo(2);
      assertThat(role.reuse().stored()).isEqualTo(2);
      assertThat(role.status().count(EmbedderRole.EMBEDDED)).isEqualTo(4);
      assertThat(role.status().count(EmbedderRole.DELETED)).isEqualTo(1);
    }
  }

  @Test
  void shouldEmbedNothingOfAnUnchangedCatalogueAlsoAfterARestart() throws Exception {
    Topics topics = system.topics("catalogue");
    int pictures = 50;
    List<Descriptor> first;
    TestEmbedder cold = new TestEmbedder(8, 5);
    try (AvroSerdes serdes = new AvroSerdes(system.registryUrl());
        KafkaProducer<byte[], byte[]> producer = system.producer();
        TestSystem.Follower out = system.new Follower(List.of(topics.descriptors()))) {
      try (EmbedderRole role = role(topics, "catalogue", cold)) {
        role.start();
        ingest(producer, topics, pictures);
        first = descriptors(serdes, out.await(pictures, LONG));
      }
      TestEmbedder warm = new TestEmbedder(8, 5);
      warm.setAvailable(false); // whatever it is asked fails
      try (EmbedderRole role = role(topics, "catalogue", warm)) {
        role.start();
        ingest(producer, topics, pictures);
        List<Descriptor> all = descriptors(serdes, out.await(2 * pictures, LONG));
        for (int i = 0; i < pictures; i++) {
          assertThat(all.get(pictures + i)).isEqualTo(of(first.get(i), all.get(pictures + i)));
          assertThat(all.get(pictures + i).getSource().getOffset()).isEqualTo(pictures + i);
        }
        assertThat(role.status().count(EmbedderRole.EMBEDDED)).isEqualTo(pictures);
      }
      assertThat(cold.embedded()).isEqualTo(pictures);
      assertThat(warm.embedded()).isZero();
    }
  }

  private static void ingest(KafkaProducer<byte[], byte[]> producer, Topics topics, int count) {
    for (int i = 0; i < count; i++) {
      producer.send(record(topics, "key " + i, ("picture " + i).getBytes(UTF_8)));
    }
    producer.flush();
  }

  private static ProducerRecord<byte[], byte[]> record(Topics topics, String key, byte[] value) {
    return new ProducerRecord<>(topics.images(), 1, key.getBytes(UTF_8), value);
  }
}
