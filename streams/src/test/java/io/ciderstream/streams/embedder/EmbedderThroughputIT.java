package io.ciderstream.streams.embedder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ciderstream.schemas.Topics;
import io.ciderstream.streams.TestEmbedder;
import io.ciderstream.streams.TestSystem;
import io.ciderstream.streams.runtime.GroupProtocol;
import io.ciderstream.streams.runtime.StreamsOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What moving records costs when describing them costs nothing. The bounds are a tenth of usual.
 */
class EmbedderThroughputIT {
  private static final int DIMENSION = 1280;

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

  @ParameterizedTest
  @CsvSource({"small, 1000, 10000, 300", "large, 100000, 1000, 50"})
  void shouldMoveManyRecordsASecond(String name, int bytes, int records, double least)
      throws Exception {
    Topics topics = system.topics(name);
    byte[] picture = new byte[bytes];
    new Random(1).nextBytes(picture);
    picture[0] = 1;
    try (KafkaProducer<byte[], byte[]> producer = system.producer()) {
      for (int i = 0; i < records; i++) {
        producer.send(new ProducerRecord<>(topics.images(), ("k" + i).getBytes(UTF_8), picture));
      }
    }
    try (EmbedderRole role =
        new EmbedderRole(
            options(topics, name),
            TestSystem.noFetching(),
            new TestEmbedder(DIMENSION, 0),
            Clock.systemUTC())) {
      role.start();
      await().atMost(Duration.ofSeconds(60)).until(() -> embedded(role) > records / 10);
      long first = embedded(role);
      long start = System.nanoTime();
      await()
          .pollInterval(Duration.ofMillis(20))
          .atMost(Duration.ofSeconds(60))
          .until(() -> embedded(role) == records);
      double rate = (records - first) * 1e9 / (System.nanoTime() - start);
      System.out.printf("%d bytes: %.0f records/s%n", bytes, rate);
      assertThat(rate).isGreaterThan(least);
    }
  }

  private static long embedded(EmbedderRole role) {
    return role.status().count(EmbedderRole.EMBEDDED);
  }

  private static StreamsOptions options(Topics topics, String name) {
    return new StreamsOptions(
        system.bootstrap(),
        system.registryUrl(),
        name,
        topics,
        dir.resolve("state"),
        1,
        256,
        64 << 20,
        8 << 20,
        Duration.ofMillis(100),
        Duration.ofSeconds(10),
        Duration.ofSeconds(6),
        1,
        GroupProtocol.CLASSIC,
        Map.of());
  }
}
