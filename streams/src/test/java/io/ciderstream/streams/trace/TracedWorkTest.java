package io.ciderstream.streams.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.client.trace.RecordingTelemetry;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.streams.pending.InputRecord;
import io.ciderstream.streams.pending.Outcome;
import io.ciderstream.streams.pending.OutputRecord;
import io.ciderstream.streams.pending.PendingBytes;
import io.ciderstream.streams.pending.RecordWork;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class TracedWorkTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "b7ad6b7169203331";
  private static final String TRACEPARENT = "00-%s-%s-01".formatted(TRACE, PARENT);

  private final RecordingTelemetry telemetry = new RecordingTelemetry();

  @Test
  void shouldContinueTheTraceOfTheRecord() throws InterruptedException {
    OutputRecord output = traced(telemetry.sdk(), TracedWorkTest::copying).outputs().getFirst();
    SpanData span = telemetry.spans().getFirst();
    assertThat(span.getTraceId()).isEqualTo(TRACE);
    assertThat(span.getParentSpanId()).isEqualTo(PARENT);
    assertThat(span.getName()).isEqualTo("process images");
    assertThat(span.getAttributes().get(AttributeKey.longKey("messaging.kafka.offset")))
        .isEqualTo(12);
    assertThat(span.getAttributes().get(AttributeKey.stringKey("cider.outcome")))
        .isEqualTo("embedded");
    assertThat(traceparent(output)).isEqualTo("00-%s-%s-01".formatted(TRACE, span.getSpanId()));
  }

  @Test
  void shouldLeaveDeadLettersAsTheyCame() throws InterruptedException {
    Outcome outcome =
        traced(
            telemetry.sdk(),
            (record, bytes) -> {
              Outcome copy = copying(record, bytes);
              copy.outputs().getFirst().headers().add(HeaderNames.ERROR_CODE, new byte[0]);
              return copy;
            });
    assertThat(traceparent(outcome.outputs().getFirst())).isEqualTo(TRACEPARENT);
  }

  @Test
  void shouldPassTheContextThroughWithoutAnSdk() throws InterruptedException {
    OutputRecord output =
        traced(OpenTelemetry.noop(), TracedWorkTest::copying).outputs().getFirst();
    assertThat(traceparent(output)).isEqualTo(TRACEPARENT);
  }

  @Test
  void shouldEndTheSpanOfFailedWork() {
    assertThatThrownBy(
            () ->
                traced(
                    telemetry.sdk(),
                    (record, bytes) -> {
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");
    assertThat(telemetry.spans().getFirst().getStatus())
        .isEqualTo(StatusData.create(io.opentelemetry.api.trace.StatusCode.ERROR, "broken"));
  }

  private static Outcome traced(OpenTelemetry telemetry, RecordWork work)
      throws InterruptedException {
    RecordHeaders headers = new RecordHeaders();
    headers.add(HeaderNames.TRACEPARENT, TRACEPARENT.getBytes(StandardCharsets.UTF_8));
    return new TracedWork("images", work, telemetry)
        .process(
            new InputRecord(new RecordPosition(3, 12), 0, new byte[] {1}, new byte[] {2}, headers),
            PendingBytes.UNBOUNDED);
  }

  private static Outcome copying(InputRecord record, PendingBytes bytes) {
    return new Outcome(
        "embedded",
        List.of(
            new OutputRecord(
                "descriptors",
                OptionalInt.of(record.partition()),
                record.timestampMs(),
                record.key(),
                record.value(),
                record.copyHeaders())));
  }

  private static String traceparent(OutputRecord output) {
    return new String(
        output.headers().lastHeader(HeaderNames.TRACEPARENT).value(), StandardCharsets.UTF_8);
  }
}
