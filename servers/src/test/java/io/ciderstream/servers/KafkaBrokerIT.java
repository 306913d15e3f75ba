package io.ciderstream.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerIT {
  private static final int RECORD_BYTES = 64 << 20;
  private static final TopicPartition PARTITION = new TopicPartition("images", 0);

  @Test
  void shouldKeepTopicsWhenItComesBackOnAnotherPort(@TempDir Path folder) throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(folder, 0, Map.of());
        Admin admin = admin(broker.address())) {
      admin.createTopics(Set.of(new NewTopic("images", 3, (short) 1))).all().get();
    }
    try (KafkaBroker broker = KafkaBroker.start(folder, 0, Map.of());
        Admin admin = admin(broker.address())) {
      assertThat(admin.listTopics().names().get()).contains("images");
    }
  }

  @Test
  void shouldKeepAcknowledgedRecordsOverAKillOfItsJvm(@TempDir Path folder) throws Exception {
    Process jvm = brokerJvm(folder);
    int port;
    try (BufferedReader output = jvm.inputReader()) {
      String address = output.readLine();
      port = URI.create("kafka://" + address).getPort();
      try (Admin admin = admin(address)) {
        admin.createTopics(Set.of(new NewTopic("images", 1, (short) 1))).all().get();
      }
      send(address, "before".getBytes());
    } finally {
      jvm.destroyForcibly().waitFor();
    }
    try (KafkaBroker again = KafkaBroker.start(folder, port, Map.of())) {
      send(again.address(), "after".getBytes());
      assertThat(read(again.address(), 2)).containsExactly("before".getBytes(), "after".getBytes());
    }
  }

  @Test
  void shouldCarryRecordsOf64MiB(@TempDir Path folder) throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(folder, 0, Map.of());
        Admin admin = admin(broker.address())) {
      admin.createTopics(Set.of(new NewTopic("images", 1, (short) 1))).all().get();
      send(broker.address(), new byte[RECORD_BYTES]);
      assertThat(read(broker.address(), 1)).singleElement().matches(b -> b.length == RECORD_BYTES);
    }
  }

  @Test
  void shouldSayWhatToDoWhenThePortIsTaken(@TempDir Path folder) {
    try (KafkaBroker broker = KafkaBroker.start(folder.resolve("a"), 0, Map.of())) {
      int port = URI.create("kafka://" + broker.address()).getPort();
      assertThatThrownBy(() -> KafkaBroker.start(folder.resolve("b"), port, Map.of()))
          .isInstanceOf(PortTakenException.class)
          .hasMessageContaining("Kafka");
    }
  }

  /** Runs a broker until it is killed. */
  static final class Main {
    public static void main(String[] args) throws InterruptedException {
      System.out.println(KafkaBroker.start(Path.of(args[0]), 0, Map.of()).address());
      Thread.currentThread().join();
    }
  }

  private static Process brokerJvm(Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile"),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static Admin admin(String address) {
    return Admin.create(Map.of("bootstrap.servers", address));
  }

  private static void send(String address, byte[] value) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                address,
                "max.request.size",
                RECORD_BYTES + (1 << 20),
                "buffer.memory",
                2L * RECORD_BYTES),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(PARTITION.topic(), value)).get();
    }
  }

  private static List<byte[]> read(String address, int count) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", address, "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(Set.of(PARTITION));
      List<byte[]> seen = new ArrayList<>();
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (seen.size() < count && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(200)).forEach(r -> seen.add(r.value()));
      }
      return seen;
    }
  }
}
