package io.ciderstream.streams.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ciderstream.servers.KafkaBroker;
import java.nio.file.Path;
import java.util.HashMap;
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
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaTransactionAdminIT {
  private static final String SERVERS = "bootstrap.servers";
  private static final TopicPartition PARTITION = new TopicPartition("descriptors", 0);

  @TempDir private Path folder;

  @Test
  void shouldFindATransactionThatAPartitionWaitsForAndEndItThere() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(folder, 0, Map.of());
        Admin admin = Admin.create(Map.of(SERVERS, broker.address()))) {
      admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1))).all().get();
      KafkaTransactionAdmin transactions =
          new KafkaTransactionAdmin(admin, List.of(PARTITION.topic(), "missing"), "embedder-");
      try (var producer = producer(Map.of(SERVERS, broker.address()))) {
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

  @Test
  void shouldDoWithoutPermissions() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(folder, 0, security());
        Admin admin = Admin.create(login(broker, "admin"));
        Admin embedder = Admin.create(login(broker, "embedder"))) {
      admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1))).all().get();
      KafkaTransactionAdmin transactions =
          new KafkaTransactionAdmin(embedder, List.of(PARTITION.topic()), "embedder-");
      try (var producer = producer(login(broker, "admin"))) {
        producer.initTransactions();
        write(producer);
        assertThat(transactions.open()).isEmpty();
        allow(admin, ResourceType.TOPIC, PARTITION.topic(), AclOperation.WRITE);
        assertThat(transactions.open()).isEmpty();
        allow(admin, ResourceType.TOPIC, PARTITION.topic(), AclOperation.READ);
        await().untilAsserted(() -> assertThat(transactions.open()).hasSize(1));
        OpenTransaction open = transactions.open().getFirst();
        assertThat(transactions.isForgotten(open)).isFalse();
        assertThat(transactions.abort(open)).isFalse();
        allow(admin, ResourceType.CLUSTER, "kafka-cluster", AclOperation.ALTER);
        await().untilAsserted(() -> assertThat(transactions.abort(open)).isTrue());
        assertThat(transactions.open()).isEmpty();
      }
    }
  }

  private static Map<String, String> security() {
    return Map.of(
        "listener.security.protocol.map", "CLIENT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
        "sasl.enabled.mechanisms", "PLAIN",
        "sasl.mechanism.inter.broker.protocol", "PLAIN",
        "listener.name.client.plain.sasl.jaas.config",
            jaas("admin") + " user_admin=\"secret\" user_embedder=\"secret\";",
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users", "User:admin;User:ANONYMOUS"); // the controller's listener has no login
  }

  private static String jaas(String user) {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"secret\""
        .formatted(user);
  }

  private static Map<String, Object> login(KafkaBroker broker, String user) {
    return Map.of(
        SERVERS,
        broker.address(),
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        jaas(user) + ";");
  }

  private static void allow(Admin admin, ResourceType type, String name, AclOperation operation)
      throws Exception {
    AclBinding binding =
        new AclBinding(
            new ResourcePattern(type, name, PatternType.LITERAL),
            new AccessControlEntry("User:embedder", "*", operation, AclPermissionType.ALLOW));
    admin.createAcls(List.of(binding)).all().get();
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> connection) {
    Map<String, Object> settings = new HashMap<>(connection);
    settings.put("transactional.id", "embedder-1");
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
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
