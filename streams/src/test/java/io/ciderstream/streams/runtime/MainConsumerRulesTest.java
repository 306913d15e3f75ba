package io.ciderstream.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class MainConsumerRulesTest {
  private static final TopicPartition ONE = new TopicPartition("in", 1);
  private static final TopicPartition TWO = new TopicPartition("in", 2);
  private static final Duration POLL = Duration.ofMillis(4);

  private static final class FakeConsumer {
    final Set<TopicPartition> assigned = new HashSet<>(Set.of(ONE, TWO));
    final Set<TopicPartition> paused = new HashSet<>();
    final Map<TopicPartition, OptionalLong> lags = new HashMap<>();

    void revoke(TopicPartition partition) {
      assigned.remove(partition);
      paused.remove(partition);
    }

    MainConsumerRules.PlainConsumer plain() {
      return new MainConsumerRules.PlainConsumer(
          () -> Set.copyOf(assigned),
          () -> Set.copyOf(paused),
          this::pause,
          this::resume,
          partition -> {
            assertThat(assigned).contains(partition); // Kafka's consumer throws
            return lags.getOrDefault(partition, OptionalLong.empty());
          });
    }

    private void pause(Collection<TopicPartition> partitions) {
      assertThat(assigned).containsAll(partitions); // Kafka's consumer throws
      paused.addAll(partitions);
    }

    private void resume(Collection<TopicPartition> partitions) {
      assertThat(assigned).containsAll(partitions);
      paused.removeAll(partitions);
    }
  }

  private final FakeConsumer consumer = new FakeConsumer();
  private final Set<TopicPartition> held = new HashSet<>();
  private final AtomicBoolean idle = new AtomicBoolean();
  private final List<String> arrivals = new ArrayList<>();
  private final MainConsumerRules rules =
      new MainConsumerRules(
          () -> held,
          idle::get,
          (partition, last, more) -> arrivals.add("%s %d %s".formatted(partition, last, more)));

  private void poll(List<ConsumerRecord<String, String>> records) {
    arrivals.clear();
    rules.afterPoll(
        consumer.plain(),
        new ConsumerRecords<>(
            records.stream()
                .collect(
                    Collectors.groupingBy(
                        record -> new TopicPartition(record.topic(), record.partition()))),
            Map.of()));
  }

  private static ConsumerRecord<String, String> record(TopicPartition partition, long offset) {
    return new ConsumerRecord<>(partition.topic(), partition.partition(), offset, null, null);
  }

  @Test
  void shouldPauseAPartitionOnlyAsLongAsItIsHeld() {
    held.add(ONE);
    rules.beforePoll(consumer.plain(), POLL);
    assertThat(consumer.paused).containsExactly(ONE);
    assertThat(rules.paused()).isEmpty();
    held.clear();
    rules.beforePoll(consumer.plain(), POLL);
    assertThat(consumer.paused).isEmpty();
  }

  @Test
  void shouldLeavePausedWhatKafkaStreamsPaused() {
    rules.pause(consumer.plain(), Set.of(ONE));
    held.add(ONE);
    rules.beforePoll(consumer.plain(), POLL);
    held.clear();
    rules.beforePoll(consumer.plain(), POLL);
    assertThat(consumer.paused).containsExactly(ONE);
    assertThat(rules.paused()).containsExactly(ONE);
    rules.resume(consumer.plain(), Set.of(ONE));
    assertThat(consumer.paused).isEmpty();
  }

  @Test
  void shouldNotLetKafkaStreamsResumeWhatIsHeld() {
    held.add(ONE);
    rules.beforePoll(consumer.plain(), POLL);
    rules.resume(consumer.plain(), Set.of(ONE, TWO));
    assertThat(consumer.paused).containsExactly(ONE);
    held.clear();
    rules.beforePoll(consumer.plain(), POLL);
    assertThat(consumer.paused).isEmpty();
  }

  @Test
  void shouldForgetPartitionsThatAreTakenAway() {
    rules.pause(consumer.plain(), Set.of(ONE));
    held.add(TWO);
    rules.beforePoll(consumer.plain(), POLL);
    consumer.revoke(ONE);
    consumer.revoke(TWO);
    rules.beforePoll(consumer.plain(), POLL);
    held.clear();
    consumer.assigned.addAll(Set.of(ONE, TWO));
    rules.beforePoll(consumer.plain(), POLL);
    assertThat(consumer.paused).isEmpty();
    assertThat(rules.paused()).isEmpty();
  }

  @Test
  void shouldPollLongerOnlyWhileNothingIsPending() {
    assertThat(rules.beforePoll(consumer.plain(), POLL)).isEqualTo(POLL);
    idle.set(true);
    assertThat(rules.beforePoll(consumer.plain(), POLL)).isGreaterThan(POLL);
    assertThat(rules.beforePoll(consumer.plain(), Duration.ZERO)).isZero();
  }

  @Test
  void shouldSayWhetherRecordsWaitUntilNoneDoes() {
    consumer.lags.put(ONE, OptionalLong.of(7));
    consumer.lags.put(TWO, OptionalLong.of(0));
    poll(List.of(record(ONE, 3), record(ONE, 4), record(TWO, 9)));
    assertThat(arrivals).containsExactlyInAnyOrder("in-1 4 true", "in-2 9 false");
    consumer.lags.put(ONE, OptionalLong.of(0)); // only transaction markers were left
    poll(List.of());
    assertThat(arrivals).containsExactly("in-1 4 false");
    poll(List.of());
    assertThat(arrivals).isEmpty();
  }

  @Test
  void shouldNotAskForTheLagOfAPartitionThatIsTakenAway() {
    consumer.lags.put(ONE, OptionalLong.of(7));
    poll(List.of(record(ONE, 3)));
    consumer.revoke(ONE);
    poll(List.of());
    assertThat(arrivals).isEmpty();
  }
}
