package io.ciderstream.streams.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ciderstream.client.admin.TopicLeaders;
import io.ciderstream.schemas.Topics;
import io.ciderstream.servers.KafkaBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicSetupIT {
  private static final int ROUNDS = 4;
  private static final int PARTITIONS = 12;

  private static final byte[] X = "x".getBytes(UTF_8);

  @TempDir Path folder;

  @Test
  void shouldMakeTopicsThatTakeRecordsAtOnce() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(folder, 0, Map.of())) {
      Map<String, Object> brokers = Map.of("bootstrap.servers", broker.address());
      try (Admin admin = Admin.create(brokers);
          KafkaProducer<byte[], byte[]> hasty = hasty(broker.address())) {
        for (int round = 0; round < ROUNDS; round++) {
          Topics topics = Topics.withPrefix("round-%d.".formatted(round));
          TopicSetup setup =
              new TopicSetup(topics, Optional.empty(), PARTITIONS, (short) 1, 1 << 20);
          setup.create(admin);
          List<Future<RecordMetadata>> sent = new ArrayList<>();
          for (NewTopic topic : setup.plan()) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
              sent.add(hasty.send(new ProducerRecord<>(topic.name(), partition, X, X)));
            }
          }
          for (Future<RecordMetadata> one : sent) {
            assertThat(one.get().offset()).isZero();
          }
          setup.create(admin); // those that are there are left as they are
        }
      }
    }
  }

  @Test
  void shouldWaitForATopicThatTheBrokerHasNotHeardOf() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(folder, 0, Map.of());
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
      FutureTask<Void> waiting =
          new FutureTask<>(
              () -> {
                TopicLeaders.await(admin, "late", 2);
                return null;
              });
      Thread.ofVirtual().start(waiting);
      await().during(Duration.ofMillis(300)).until(() -> !waiting.isDone());
      admin.createTopics(List.of(new NewTopic("late", 2, (short) 1))).all().get();
      waiting.get();
    }
  }

  /** One that tries once. */
  private static KafkaProducer<byte[], byte[]> hasty(String bootstrap) {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ProducerConfig.RETRIES_CONFIG,
            0,
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            false),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
