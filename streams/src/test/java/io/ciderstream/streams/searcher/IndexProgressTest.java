package io.ciderstream.streams.searcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ciderstream.client.follow.ProgressSource;
import io.ciderstream.schemas.IndexPosition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class IndexProgressTest {
  private static final TopicPartition PROGRESS = new TopicPartition("progress", 0);

  private final AtomicLong next = new AtomicLong();
  private final Map<Integer, Long> reported = new ConcurrentHashMap<>();
  private final MockConsumer<byte[], byte[]> consumer = consumer();

  private static MockConsumer<byte[], byte[]> consumer() {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    Node node = new Node(0, "h", 1);
    Node[] nodes = {node};
    consumer.updatePartitions(
        "progress", List.of(new PartitionInfo("progress", 0, node, nodes, nodes)));
    consumer.updateBeginningOffsets(Map.of(PROGRESS, 0L));
    consumer.updateEndOffsets(Map.of(PROGRESS, 0L));
    return consumer;
  }

  private IndexProgress follow() {
    IndexProgress progress =
        new IndexProgress(
            new ProgressSource("progress", "photos").of("photos__mine"),
            "descriptors",
            () -> consumer,
            reported::put);
    await().until(() -> consumer.assignment().contains(PROGRESS));
    return progress;
  }

  private void say(byte[] value) {
    consumer.schedulePollTask(
        () ->
            consumer.addRecord(
                new ConsumerRecord<>("progress", 0, next.getAndIncrement(), new byte[0], value)));
  }

  private void say(String collection, String topic, int partition, OptionalLong source) {
    say(new IndexPosition(collection, Optional.empty(), topic, partition, 99, source).toJson());
  }

  private void sayOfModel(String model, int partition, long source) {
    say(
        new IndexPosition(
                "photos",
                Optional.of("photos__" + model),
                "descriptors",
                partition,
                99,
                OptionalLong.of(source))
            .toJson());
  }

  @Test
  void shouldTellHowFarEachPartitionIs() {
    try (IndexProgress progress = follow()) {
      say("photos", "descriptors", 0, OptionalLong.of(41));
      sayOfModel("mine", 1, 7);
      await().until(() -> reported.containsKey(1));
      assertThat(reported).containsOnly(Map.entry(0, 41L), Map.entry(1, 7L));
    }
  }

  @Test
  void shouldPassOverWhatIsNotAboutItsIndexAndModel() {
    try (IndexProgress progress = follow()) {
      say("others", "descriptors", 0, OptionalLong.of(41));
      say("photos", "elsewhere", 0, OptionalLong.of(41));
      say("photos", "descriptors", 0, OptionalLong.empty());
      sayOfModel("other", 0, 41);
      say("no position".getBytes(StandardCharsets.UTF_8));
      say((byte[]) null);
      say("photos", "descriptors", 1, OptionalLong.of(0));
      await().until(() -> reported.containsKey(1));
      assertThat(reported).containsOnlyKeys(1);
    }
  }
}
