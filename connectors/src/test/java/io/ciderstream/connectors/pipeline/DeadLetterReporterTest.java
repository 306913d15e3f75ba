package io.ciderstream.connectors.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.connectors.FakeSinkTaskContext;
import io.ciderstream.connectors.settings.SinkSettings;
import io.ciderstream.connectors.values.UnreadAvro;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class DeadLetterReporterTest {
  private static final int LARGEST = 1 << 20;

  private final FakeSinkTaskContext context = new FakeSinkTaskContext(true);
  private final List<CiderException> reported = new ArrayList<>();
  private final DeadLetterReporter reports =
      new DeadLetterReporter(context, LARGEST, SinkSettings.REMEDIES, reported::add);

  @Test
  void shouldReportTheRecordAsItCame() {
    SinkRecord sinkRecord = record("k", Map.of("a", "b"));
    reports.report(sinkRecord, new CiderException(ErrorCode.VALUE_INVALID, "Why."));
    assertThat(context.reports).hasSize(1);
    assertThat(context.reports.getFirst().reported()).isSameAs(sinkRecord);
    assertThat(context.reports.getFirst().error())
        .hasMessageContaining("Record t-3@9 with key k: VALUE_INVALID")
        .hasNoCause();
    assertThat(reported).hasSize(1);
  }

  @Test
  void shouldNameTheSettingThatMapsOrDropsAField() {
    reports.report(record("k", Map.of()), new CiderException(ErrorCode.FIELD_INVALID, "Why."));
    assertThat(context.reports.getFirst().error()).hasMessageContaining("fields.map");
  }

  @Test
  void shouldBoundTheMessage() {
    CiderException error = new CiderException(ErrorCode.VALUE_INVALID, "x\n".repeat(100_000));
    reports.report(record("k", Map.of()), error);
    assertThat(context.reports.getFirst().error().getMessage())
        .hasSizeLessThan(2_100)
        .doesNotContain("\n");
  }

  /** Connect's producer would drop it, or the commit would stop the task. */
  @Test
  void shouldLeaveOutTheValueOfARecordThatIsTooLarge() {
    UnreadAvro large = new UnreadAvro(Map::of, LARGEST);
    for (Object value :
        List.of("x".repeat(LARGEST), new float[LARGEST], Map.of("a", large), large)) {
      reports.report(record("k", value), new CiderException(ErrorCode.VALUE_INVALID, "Why."));
      FakeSinkTaskContext.Report report = context.reports.removeLast();
      assertThat(report.reported().value()).isNull();
      assertThat(report.reported().key()).isEqualTo("k");
      assertThat(report.reported().kafkaOffset()).isEqualTo(9);
      assertThat(report.error()).hasMessageContaining("lacks the record's value");
    }
    reports.report(
        record("k".repeat(LARGEST), null), new CiderException(ErrorCode.KEY_INVALID, ""));
    assertThat(context.reports.getFirst().reported().key()).isNull();
  }

  private static SinkRecord record(Object key, Object value) {
    return new SinkRecord("t", 3, null, key, null, value, 9, 4L, TimestampType.CREATE_TIME);
  }
}
