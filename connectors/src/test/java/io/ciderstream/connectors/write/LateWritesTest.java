package io.ciderstream.connectors.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class LateWritesTest {
  private long now = 1_000_000;
  private final LateWrites late =
      new LateWrites(
          Duration.ofSeconds(10), Duration.ofSeconds(4), () -> Duration.ofMillis(now).toNanos());

  @Test
  void shouldWaitOutTheDeadlineOfFormerCalls() {
    late.opened(List.of(new TopicPartition("t", 0)));
    late.answered();
    now += 3000;
    assertThat(left(List.of(record(0, 999_999L)))).isEqualTo(7000);
    assertThat(left(List.of(record(0, null)))).isEqualTo(7000);
    now += 7000;
    assertThat(left(List.of(record(0, 999_999L)))).isZero();
  }

  /** A producer's clock may be ahead by any time. */
  @Test
  void shouldWaitWhateverTheTimestampSays() {
    late.opened(List.of(new TopicPartition("t", 0)));
    late.answered();
    assertThat(left(List.of(record(0, Long.MAX_VALUE)))).isEqualTo(10_000);
    assertThat(left(List.of(record(1, 5L)))).isZero();
    late.closed(List.of(new TopicPartition("t", 0)));
    assertThat(left(List.of(record(0, 5L)))).isZero();
  }

  @Test
  void shouldBeginToWaitWhenMilvusAnswers() {
    late.opened(List.of(new TopicPartition("t", 0)));
    assertThat(late.needsAnswer()).isTrue();
    now += 60_000;
    assertThat(left(List.of(record(0, 999_999L)))).isEqualTo(10_000);
    late.answered();
    assertThat(late.needsAnswer()).isFalse();
    now += 9_000;
    late.answered();
    assertThat(left(List.of(record(0, 999_999L)))).isEqualTo(1_000);
    now += 1_000;
    assertThat(left(List.of(record(0, 999_999L)))).isZero();
  }

  @Test
  void shouldWaitForOwnCallsThatWereNotAnswered() {
    SinkRecord newer = record(0, now + 100_000);
    assertThat(late.needsAnswer()).isFalse();
    late.unanswered();
    assertThat(late.needsAnswer()).isTrue();
    late.answered();
    now += 1_000;
    assertThat(left(List.of(newer))).isEqualTo(3_000);
    late.unanswered();
    now += 5_000;
    assertThat(left(List.of(newer))).isEqualTo(4_000);
    late.answered();
    now += 4_000;
    assertThat(left(List.of(newer))).isZero();
  }

  private long left(List<SinkRecord> records) {
    return late.left(records).toMillis();
  }

  private static SinkRecord record(int partition, Long timestamp) {
    return new SinkRecord(
        "t", partition, null, "k", null, null, 0, timestamp, TimestampType.CREATE_TIME);
  }
}
