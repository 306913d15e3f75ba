package io.ciderstream.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class MainConsumerRulesTest {
  private static final TopicPartition ONE = new TopicPartition("in", 1);
  private static final TopicPartition TWO = new TopicPartition("in", 2);
  private static final Duration POLL = Duration.ofMillis(4);

  private static final class FakeConsumer {
    final Set<TopicPartition> assigned = new HashSet<>(Set.of(ONE, TWO));
    final Set<TopicPartition> paused = new HashSet<>();

    void revoke(TopicPartition partition) {
      assigned.remove(partition);
      paused.remove(partition);
    }

    MainConsumerRules.Pausing pausing() {
      return new MainConsumerRules.Pausing(
          () -> Set.copyOf(assigned), () -> Set.copyOf(paused), this::pause, this::resume);
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
  private final MainConsumerRules rules = new MainConsumerRules(() -> held, idle::get);

  @Test
  void shouldPauseAPartitionOnlyAsLongAsItIsHeld() {
    held.add(ONE);
    rules.beforePoll(consumer.pausing(), POLL);
    assertThat(consumer.paused).containsExactly(ONE);
    assertThat(rules.paused()).isEmpty();
    held.clear();
    rules.beforePoll(consumer.pausing(), POLL);
    assertThat(consumer.paused).isEmpty();
  }

  @Test
  void shouldLeavePausedWhatKafkaStreamsPaused() {
    rules.pause(consumer.pausing(), Set.of(ONE));
    held.add(ONE);
    rules.beforePoll(consumer.pausing(), POLL);
    held.clear();
    rules.beforePoll(consumer.pausing(), POLL);
    assertThat(consumer.paused).containsExactly(ONE);
    assertThat(rules.paused()).containsExactly(ONE);
    rules.resume(consumer.pausing(), Set.of(ONE));
    assertThat(consumer.paused).isEmpty();
  }

  @Test
  void shouldNotLetKafkaStreamsResumeWhatIsHeld() {
    held.add(ONE);
    rules.beforePoll(consumer.pausing(), POLL);
    rules.resume(consumer.pausing(), Set.of(ONE, TWO));
    assertThat(consumer.paused).containsExactly(ONE);
    held.clear();
    rules.beforePoll(consumer.pausing(), POLL);
    assertThat(consumer.paused).isEmpty();
  }

  @Test
  void shouldForgetPartitionsThatAreTakenAway() {
    rules.pause(consumer.pausing(), Set.of(ONE));
    held.add(TWO);
    rules.beforePoll(consumer.pausing(), POLL);
    consumer.revoke(ONE);
    consumer.revoke(TWO);
    rules.beforePoll(consumer.pausing(), POLL);
    held.clear();
    consumer.assigned.addAll(Set.of(ONE, TWO));
    rules.beforePoll(consumer.pausing(), POLL);
    assertThat(consumer.paused).isEmpty();
    assertThat(rules.paused()).isEmpty();
  }

  @Test
  void shouldPollLongerOnlyWhileNothingIsPending() {
    assertThat(rules.beforePoll(consumer.pausing(), POLL)).isEqualTo(POLL);
    idle.set(true);
    assertThat(rules.beforePoll(consumer.pausing(), POLL)).isGreaterThan(POLL);
    assertThat(rules.beforePoll(consumer.pausing(), Duration.ZERO)).isZero();
  }
}
