package io.ciderstream.streams.embedder;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.avro.Descriptor;
import io.ciderstream.schemas.avro.Model;
import io.ciderstream.schemas.serde.AvroSerdes;
import io.ciderstream.streams.TestRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicModelCheckTest {
  private static final String TOPIC = "descriptors";
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

  private TestRegistry registry;
  private AvroSerdes serdes;

  @BeforeEach
  void startRegistry() throws IOException {
    registry = new TestRegistry();
    serdes = new AvroSerdes(registry.url());
  }

  @AfterEach
  void stopRegistry() {
    serdes.close();
    registry.close();
  }

  /** Returns a check of a topic with a descriptor, or a deletion, of each offset. */
  private TopicModelCheck check(String... models) {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    consumer.updatePartitions(
        TOPIC, List.of(new PartitionInfo(TOPIC, 0, Node.noNode(), new Node[0], new Node[0])));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, (long) models.length));
    consumer.schedulePollTask(
        () -> {
          for (int i = (int) consumer.position(PARTITION); i < models.length; i++) {
            byte[] value = models[i].isEmpty() ? null : descriptor(models[i]);
            consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, i, new byte[] {1}, value));
          }
        });
    return new TopicModelCheck(serdes, () -> consumer);
  }

  private byte[] descriptor(String model) {
    return serdes.encode(TOPIC, Descriptor.newBuilder().setModel(new Model("name", model)).build());
  }

  @Test
  void shouldRejectATopicOfAnotherModel() {
    assertThatThrownBy(() -> check("old", "old", "").require(TOPIC, "new"))
        .hasMessageContainingAll(
            "MODEL_MISMATCH", TOPIC, "old", "model.file", "new", "topics.descriptors");
  }

  @Test
  void shouldAcceptItsOwnModelAndATopicWithoutDescriptors() {
    assertThatCode(() -> check("old", "new").require(TOPIC, "new")).doesNotThrowAnyException();
    assertThatCode(() -> check("").require(TOPIC, "new")).doesNotThrowAnyException();
    assertThatCode(() -> check().require(TOPIC, "new")).doesNotThrowAnyException();
  }

  @Test
  void shouldReadTheLastDescriptorsOnly() {
    assertThatCode(() -> check("old", "old", "", "new", "new", "", "", "new").require(TOPIC, "new"))
        .doesNotThrowAnyException();
    assertThatThrownBy(
            () -> check("new", "old", "old", "", "", "", "old", "old").require(TOPIC, "new"))
        .hasMessageContaining("MODEL_MISMATCH");
  }
}
