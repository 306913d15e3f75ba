package io.ciderstream.streams.embedder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.Topics;
import io.ciderstream.schemas.avro.Descriptor;
import io.ciderstream.schemas.serde.AvroSerdes;
import io.ciderstream.streams.TestSystem;
import io.ciderstream.streams.runtime.GroupProtocol;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EmbedderCrashIT {
  private static final int KILLS = 3;
  private static final int BURST = 400;
  private static final int KEYS = 20;

  @TempDir static Path dir;
  private static TestSystem system;

  private final Random random = new Random(7);

  @BeforeAll
  static void startServers() {
    system = new TestSystem(dir);
  }

  @AfterAll
  static void stopServers() {
    system.close();
  }

  @ParameterizedTest
  @EnumSource(GroupProtocol.class)
  void shouldEmbedEachOffsetOnceThoughKilledAtRandomMoments(GroupProtocol protocol)
      throws Exception {
    String prefix = "crash-" + protocol.setting();
    Topics topics = system.topics(prefix);
    List<String> outputs = List.of(topics.descriptors(), topics.imagesDeadLetters());
    int total = 0;
    try (KafkaProducer<byte[], byte[]> producer = system.producer();
        TestSystem.Follower follower = system.new Follower(outputs)) {
      for (int round = 0; round <= KILLS; round++) {
        Process child = startChild(prefix, protocol);
        try {
          total = produce(producer, topics.images(), total);
          if (round < KILLS) {
            awaitProgress(follower, total - BURST + random.nextInt(BURST * 3 / 4));
          } else {
            // no new record comes: what was in work must be found again all the same
            follower.await(total, Duration.ofSeconds(150));
          }
        } finally {
          child.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
      }
      verify(follower.seen(), total);
    }
  }

  private static void awaitProgress(TestSystem.Follower follower, int outputs) {
    long end = System.nanoTime() + Duration.ofSeconds(150).toNanos();
    while (follower.seen().size() < outputs) {
      assertThat(System.nanoTime()).as("stuck at %d", follower.seen().size()).isLessThan(end);
    }
  }

  private int produce(KafkaProducer<byte[], byte[]> producer, String topic, int from) {
    for (int i = from; i < from + BURST; i++) {
      int key = random.nextInt(KEYS);
      String value =
          random.nextInt(10) == 0 ? "bad" + i : "picture " + (random.nextBoolean() ? i : i % 20);
      producer.send(
          new ProducerRecord<>(
              topic,
              key % TestSystem.PARTITIONS,
              ("k" + key).getBytes(UTF_8),
              value.getBytes(UTF_8)));
    }
    producer.flush();
    return from + BURST;
  }

  private static Process startChild(String prefix, GroupProtocol protocol) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ChildEmbedder.class.getName(),
                system.bootstrap(),
                system.registryUrl(),
                prefix + ".",
                prefix,
                dir.resolve("child").toString(),
                protocol.name()))
        .redirectErrorStream(true)
        .redirectOutput(
            ProcessBuilder.Redirect.appendTo(new File("target/child-" + prefix + ".log")))
        .start();
  }

  private static void verify(List<ConsumerRecord<byte[], byte[]>> outputs, int total) {
    List<String> sources = new ArrayList<>();
    Map<String, Long> lastByKey = new HashMap<>();
    try (AvroSerdes serdes = new AvroSerdes(system.registryUrl())) {
      for (ConsumerRecord<byte[], byte[]> output : outputs) {
        if (output.headers().lastHeader(HeaderNames.ERROR_CODE) != null) {
          sources.add(
              header(output, HeaderNames.ERROR_PARTITION)
                  + ":"
                  + header(output, HeaderNames.ERROR_OFFSET));
          continue;
        }
        Descriptor made = serdes.decode("descriptors", output.value(), Descriptor.class);
        assertThat(output.partition()).isEqualTo(made.getSource().getPartition());
        long offset = made.getSource().getOffset();
        sources.add(made.getSource().getPartition() + ":" + offset);
        assertThat(offset)
            .as("order of one key")
            .isGreaterThan(lastByKey.getOrDefault(new String(output.key(), UTF_8), -1L));
        lastByKey.put(new String(output.key(), UTF_8), offset);
      }
    }
    assertThat(sources).doesNotHaveDuplicates().hasSize(total);
    assertThat(new TreeSet<>(sources)).hasSize(total);
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
