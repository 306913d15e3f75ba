package io.ciderstream.client.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TopicFollowerTest {
  private static final TopicPartition PARTITION = new TopicPartition("topic", 0);

  private final BlockingQueue<Consumer<byte[], byte[]>> consumers = new LinkedBlockingQueue<>();
  private final List<Long> read = new CopyOnWriteArrayList<>();

  private static MockConsumer<byte[], byte[]> consumer(long end) {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    Node[] none = {};
    consumer.updatePartitions(
        PARTITION.topic(), List.of(new PartitionInfo("topic", 0, Node.noNode(), none, none)));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, end));
    return consumer;
  }

  private static void say(MockConsumer<byte[], byte[]> consumer, long... offsets) {
    consumer.schedulePollTask(
        () -> {
          for (long offset : offsets) {
            consumer.addRecord(new ConsumerRecord<>("topic", 0, offset, null, null));
          }
        });
  }

  private TopicFollower follow() {
    return new TopicFollower(
        "follower",
        () -> consumers.isEmpty() ? consumer(0) : consumers.remove(),
        List.of("topic"),
        Consumer::seekToBeginning,
        record -> read.add(record.offset()));
  }

  @Test
  void shouldReadEachRecordOnceAlsoThroughAFailure() {
    MockConsumer<byte[], byte[]> first = consumer(3);
    say(first, 0, 1);
    first.schedulePollTask(() -> first.setPollException(new KafkaException("away")));
    MockConsumer<byte[], byte[]> second = consumer(3);
    say(second, 0, 1, 2);
    consumers.addAll(List.of(first, second));
    try (TopicFollower follower = follow()) {
      await().until(follower::isCaughtUp);
      assertThat(read).containsExactly(0L, 1L, 2L);
    }
    assertThat(first.closed()).isTrue();
    assertThat(second.closed()).isTrue();
  }

  @Test
  void shouldWaitForATopicThatIsNotThereYet() {
    MockConsumer<byte[], byte[]> second = consumer(1);
    say(second, 0);
    consumers.addAll(List.of(new MockConsumer<>("earliest"), second));
    try (TopicFollower follower = follow()) {
      await().until(follower::isCaughtUp);
      assertThat(read).containsExactly(0L);
    }
  }

  @Test
  void shouldReadOnlyTheTailAndGoOnThereAfterAFailure() {
    MockConsumer<byte[], byte[]> first = consumer(1_000_000);
    first.schedulePollTask(() -> first.setPollException(new KafkaException("away")));
    MockConsumer<byte[], byte[]> second = consumer(2_000_000);
    say(second, 999_900, 1_999_999);
    consumers.addAll(List.of(first, second));
    try (TopicFollower follower =
        new TopicFollower(
            "follower",
            () -> consumers.isEmpty() ? consumer(2_000_000) : consumers.remove(),
            List.of("topic"),
            (consumer, partitions) -> {
              assertThat(consumer.assignment()).containsExactlyInAnyOrderElementsOf(partitions);
              assertThat(TailStart.seek(consumer, partitions, 100)).isFalse();
            },
            record -> read.add(record.offset()))) {
      await().until(follower::isCaughtUp);
      assertThat(read).as("from the first tail on").containsExactly(999_900L, 1_999_999L);
    }
  }

  @Test
  void shouldSayWhetherTheTailIsAll() {
    MockConsumer<byte[], byte[]> small = consumer(100);
    small.assign(List.of(PARTITION));
    assertThat(TailStart.seek(small, List.of(PARTITION), 100)).isTrue();
    assertThat(small.position(PARTITION)).isZero();
    assertThat(TailStart.seek(small, List.of(PARTITION), 99)).isFalse();
    assertThat(small.position(PARTITION)).isEqualTo(1);
    assertThat(TailStart.seek(small, List.of(PARTITION), 1)).as("20 at least").isFalse();
    assertThat(small.position(PARTITION)).isEqualTo(80);
    assertThat(TailStart.seek(small, List.of(), 100)).as("of a missing topic").isTrue();
  }
}
