package io.ciderstream.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class TakeoverTest {
  private long now = 1_000_000;
  private final Takeover takeover =
      new Takeover(Duration.ofSeconds(10), () -> Instant.ofEpochMilli(now));

  @Test
  void shouldWaitOutTheDeadlineOfFormerCalls() {
    takeover.opened(List.of(new TopicPartition("t", 0)));
    now += 3000;
    assertThat(takeover.left(List.of(record(0, 999_999L)))).isEqualTo(7000);
    assertThat(takeover.left(List.of(record(0, null)))).isEqualTo(7000);
    now += 7000;
    assertThat(takeover.left(List.of(record(0, 999_999L)))).isZero();
  }

  @Test
  void shouldNotWaitForWhatAFormerOwnerCannotHaveRead() {
    takeover.opened(List.of(new TopicPartition("t", 0)));
    assertThat(takeover.left(List.of(record(0, 1_000_000L)))).isZero();
    assertThat(takeover.left(List.of(record(1, 5L)))).isZero();
    takeover.closed(List.of(new TopicPartition("t", 0)));
    assertThat(takeover.left(List.of(record(0, 5L)))).isZero();
  }

  private static SinkRecord record(int partition, Long timestamp) {
    return new SinkRecord(
        "t", partition, null, "k", null, null, 0, timestamp, TimestampType.CREATE_TIME);
  }
}
