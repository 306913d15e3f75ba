package io.ciderstream.streams.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.servers.KafkaBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaTransactionAdminIT {
  private static final TopicPartition PARTITION = new TopicPartition("descriptors", 0);

  @TempDir private Path folder;

  @Test
  void shouldFindATransactionThatAPartitionWaitsForAndEndItThere() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(folder, 0, Map.of());
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
      admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1))).all().get();
      KafkaTransactionAdmin transactions =
          new KafkaTransactionAdmin(admin, List.of(PARTITION.topic(), "missing"), "embedder-");
      try (var producer = producer(broker)) {
        producer.initTransactions();
        write(producer);
        producer.commitTransaction();
        assertThat(transactions.open()).isEmpty();
        write(producer);
        OpenTransaction open = transactions.open().getFirst();
        assertThat(open.partition()).isEqualTo(PARTITION);
        assertThat(open.startOffset()).isEqualTo(2);
        assertThat(transactions.isForgotten(open)).isFalse();
        assertThat(committedEnd(admin)).isEqualTo(2);
        assertThat(transactions.abort(open)).isTrue();
        assertThat(transactions.open()).isEmpty();
        assertThat(committedEnd(admin)).isEqualTo(4);
      }
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(KafkaBroker broker) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker.address(), "transactional.id", "embedder-1"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static void write(KafkaProducer<byte[], byte[]> producer) throws Exception {
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(PARTITION.topic(), new byte[1], new byte[1])).get();
  }

  private static long committedEnd(Admin admin) throws Exception {
    return admin
        .listOffsets(
            Map.of(PARTITION, OffsetSpec.latest()),
            new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
        .partitionResult(PARTITION)
        .get()
        .offset();
  }
}
