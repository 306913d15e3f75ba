package io.ciderstream.connectors.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.connectors.pipeline.FakePipeline;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class UncertainWritesTest {
  private static final List<TopicPartition> PARTITION = List.of(new TopicPartition("t", 0));

  private final FakePipeline pipeline = new FakePipeline();
  private long now = 1_000_000;
  private final UncertainWrites uncertain =
      new UncertainWrites(
          pipeline,
          new WriteWaits(Duration.ofSeconds(10), Duration.ofSeconds(4)),
          () -> Duration.ofMillis(now).toNanos());

  @Test
  void shouldWaitOutTheDeadlineOfFormerCalls() {
    uncertain.takeOver(PARTITION);
    assertThat(left(List.of())).isZero();
    now += 3000;
    assertThat(left(List.of(record(0, 999_999L)))).isEqualTo(7000);
    assertThat(left(List.of(record(0, null)))).isEqualTo(7000);
    now += 7000;
    assertThat(left(List.of(record(0, 999_999L)))).isZero();
  }

  /** A producer's clock may be ahead by any time. */
  @Test
  void shouldWaitWhateverTheTimestampSays() {
    uncertain.takeOver(PARTITION);
    assertThat(left(List.of(record(0, Long.MAX_VALUE)))).isEqualTo(10_000);
    assertThat(left(List.of(record(1, 5L)))).isZero();
    uncertain.release(PARTITION);
    assertThat(left(List.of(record(0, 5L)))).isZero();
  }

  @Test
  void shouldBeginToWaitWhenMilvusAnswers() {
    uncertain.takeOver(PARTITION);
    assertThat(uncertain.needsAnswer()).isTrue();
    now += 60_000;
    assertThat(left(List.of(record(0, 999_999L)))).isEqualTo(10_000);
    assertThat(uncertain.needsAnswer()).isFalse();
    now += 9_000;
    assertThat(left(List.of(record(0, 999_999L)))).isEqualTo(1_000);
    assertThat(pipeline.probes).isEqualTo(1);
    now += 1_000;
    assertThat(left(List.of(record(0, 999_999L)))).isZero();
  }

  @Test
  void shouldWaitForOwnCallsThatWereNotAnswered() {
    SinkRecord newer = record(0, now + 100_000);
    assertThat(uncertain.needsAnswer()).isFalse();
    failUnanswered();
    assertThat(uncertain.needsAnswer()).isTrue();
    assertThat(left(List.of(newer))).isEqualTo(4_000);
    now += 1_000;
    assertThat(left(List.of(newer))).isEqualTo(3_000);
    failUnanswered();
    now += 5_000;
    assertThat(left(List.of(newer))).isEqualTo(4_000);
    now += 4_000;
    assertThat(left(List.of(newer))).isZero();
  }

  @Test
  void shouldNotWaitForACallThatFailedWithAnAnswer() {
    uncertain.noteFailure();
    assertThat(left(List.of(record(0, 5L)))).isZero();
    assertThat(pipeline.probes).isZero();
  }

  private void failUnanswered() {
    pipeline.unanswered++;
    uncertain.noteFailure();
  }

  private long left(List<SinkRecord> records) {
    try {
      uncertain.requireNone(records);
      return 0;
    } catch (UncertainWriteException e) {
      return e.remainingMs();
    }
  }

  private static SinkRecord record(int partition, Long timestamp) {
    return new SinkRecord(
        "t", partition, null, "k", null, null, 0, timestamp, TimestampType.CREATE_TIME);
  }
}
