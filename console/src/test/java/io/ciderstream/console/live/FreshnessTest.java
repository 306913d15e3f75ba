package io.ciderstream.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.console.log.EmbeddedImage;
import io.ciderstream.schemas.RecordPosition;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class FreshnessTest {
  private long nowMs = 1_000_000;
  private final Freshness freshness = new Freshness(new Ticking());

  private final class Ticking extends Clock {
    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(nowMs);
    }
  }

  private void described(int partition, long offset, long sourceMs) {
    freshness.described(
        new EmbeddedImage(
            "x",
            new RecordPosition(partition, offset),
            new RecordPosition(partition, 10 + offset),
            sourceMs,
            1,
            1,
            Map.of(),
            false));
  }

  private void written(int partition, long next) {
    freshness.committed(Map.of(new TopicPartition("descriptors", partition), next));
  }

  @Test
  void shouldTimeEachPictureFromProducedToWritten() {
    described(0, 0, nowMs);
    described(0, 1, nowMs + 500);
    described(1, 7, nowMs);
    nowMs += 2_000;
    written(0, 1);
    assertThat(freshness.searchable()).isEqualTo(Map.of(0, 10L));
    assertThat(freshness.waiting()).isEqualTo(2);
    nowMs += 1_000;
    written(0, 2);
    assertThat(freshness.percentiles()).isEqualTo(new Snapshot.Percentiles(2_000, 2_000, 2));
    assertThat(freshness.isWritten(new RecordPosition(0, 1))).isTrue();
    assertThat(freshness.isWritten(new RecordPosition(0, 2))).isFalse();
    assertThat(freshness.isWritten(new RecordPosition(1, 7))).isFalse();
    assertThat(freshness.indexed()).isEqualTo(2);
  }

  @Test
  void shouldCountABacklogThatIsTooLongToTime() {
    int many = 250_000;
    for (int i = 0; i < many; i++) {
      described(i % 2, i, nowMs);
    }
    assertThat(freshness.waiting()).isEqualTo(many);
    assertThat(freshness.timed()).isEqualTo(20_000);
    written(0, many / 2);
    assertThat(freshness.waiting()).as("a quarter is written").isBetween(187_400L, 187_600L);
    written(0, many);
    assertThat(freshness.waiting()).isEqualTo(many / 2);
    written(1, many);
    assertThat(freshness.waiting()).isZero();
    assertThat(freshness.indexed()).isEqualTo(many);
    assertThat(freshness.timed()).isZero();
  }

  @Test
  void shouldBelieveTheSinkBeforeItCommits() {
    described(0, 0, nowMs);
    described(0, 1, nowMs);
    nowMs += 200;
    freshness.reached(0, 1);
    assertThat(freshness.isWritten(new RecordPosition(0, 0))).isTrue();
    assertThat(freshness.isWritten(new RecordPosition(0, 1))).isFalse();
    nowMs += 1_000;
    written(0, 0);
    assertThat(freshness.isWritten(new RecordPosition(0, 0))).isTrue();
    written(0, 2);
    assertThat(freshness.isWritten(new RecordPosition(0, 1))).isTrue();
    assertThat(freshness.percentiles()).isEqualTo(new Snapshot.Percentiles(200, 200, 2));
  }

  @Test
  void shouldForgetAnIndexThatIsBuiltAnew() {
    written(0, 10);
    freshness.reached(0, 10);
    assertThat(freshness.isWritten(new RecordPosition(0, 5))).isTrue();
    freshness.reached(0, 1);
    written(0, 1);
    assertThat(freshness.isWritten(new RecordPosition(0, 5))).isFalse();
  }

  @Test
  void shouldNotTimeWhatWasProducedBeforeTheStart() {
    described(0, 0, nowMs - 60_000);
    written(0, 1);
    assertThat(freshness.percentiles().count()).isZero();
    assertThat(freshness.indexed()).isEqualTo(1);
  }

  @Test
  void shouldForgetTimesOfMoreThanFiveMinutesAgo() {
    described(0, 0, nowMs);
    written(0, 1);
    assertThat(freshness.percentiles().count()).isEqualTo(1);
    nowMs += 301_000;
    written(0, 1);
    assertThat(freshness.percentiles().count()).isZero();
  }

  @Test
  void shouldNotKeepWhatIsWrittenAlready() {
    written(0, 5);
    described(0, 3, nowMs - 60_000);
    freshness.deleted(new RecordPosition(0, 4));
    assertThat(freshness.waiting()).isZero();
    assertThat(freshness.indexed()).isEqualTo(1);
    described(0, 5, nowMs);
    assertThat(freshness.waiting()).isEqualTo(1);
  }

  @Test
  void shouldNotCountDeletionsAsPictures() {
    freshness.deleted(new RecordPosition(0, 0));
    assertThat(freshness.waiting()).isEqualTo(1);
    written(0, 1);
    assertThat(freshness.indexed()).isZero();
    assertThat(freshness.searchable()).isEmpty();
    assertThat(freshness.waiting()).isZero();
  }
}
