package io.ciderstream.connectors.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.client.trace.RecordingTelemetry;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.HeaderNames;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.junit.jupiter.api.Test;

class SinkTracingTest {
  private static final String FIRST = "0af7651916cd43dd8448eb211c80319c";
  private static final String SECOND = "00000000000000000000000000000007";
  private static final String PARENT = "b7ad6b7169203331";

  private final RecordingTelemetry telemetry = new RecordingTelemetry();

  @Test
  void shouldEndEachTraceWithASpanLinkedToTheBatch() {
    SinkRecord first = sinkRecord(1, FIRST, "01");
    SinkRecord second = sinkRecord(2, SECOND, "01");
    SinkRecord unsampled = sinkRecord(3, SECOND, "00");
    try (BatchTrace trace =
        new SinkTracing(telemetry.sdk()).begin(List.of(first, second, unsampled))) {
      assertThat(Span.current().getSpanContext().getTraceId()).isEqualTo(FIRST);
      trace.acknowledged(
          Map.of(second, new CiderException(ErrorCode.VECTOR_INVALID, "a vector of NaN")));
    }
    assertThat(Span.current().getSpanContext().isValid()).isFalse();

    List<SpanData> spans = telemetry.spans();
    assertThat(spans).hasSize(3);
    SpanData batch = spans.getLast();
    assertThat(batch.getName()).isEqualTo("write batch");
    assertThat(batch.getLinks())
        .extracting(link -> link.getSpanContext().getTraceId())
        .containsExactly(FIRST, SECOND);
    SpanData indexed = spans.get(0);
    assertThat(indexed.getName()).isEqualTo("process descriptors");
    assertThat(indexed.getTraceId()).isEqualTo(FIRST);
    assertThat(indexed.getParentSpanId()).isEqualTo(PARENT);
    assertThat(indexed.getLinks()).containsExactly(LinkData.create(batch.getSpanContext()));
    assertThat(indexed.getAttributes().get(AttributeKey.longKey("messaging.kafka.offset")))
        .isEqualTo(1);
    assertThat(outcome(indexed)).isEqualTo("indexed");
    SpanData refused = spans.get(1);
    assertThat(refused.getTraceId()).isEqualTo(SECOND);
    assertThat(outcome(refused)).isEqualTo("refused");
    assertThat(refused.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  void shouldMakeNoSpanOfARecordThatIsNotWritten() {
    try (BatchTrace trace =
        new SinkTracing(telemetry.sdk()).begin(List.of(sinkRecord(1, FIRST, "01")))) {
      trace.failed(new IllegalStateException("away"));
    }
    assertThat(telemetry.spans())
        .singleElement()
        .satisfies(span -> assertThat(span.getStatus().getDescription()).isEqualTo("away"));
  }

  @Test
  void shouldReadWhatConnectsHeaderConverterMakesOfIt() throws IOException {
    try (SimpleHeaderConverter converter = new SimpleHeaderConverter()) {
      SchemaAndValue read =
          converter.toConnectHeader(
              "descriptors",
              HeaderNames.TRACEPARENT,
              traceparent(FIRST, "01").getBytes(StandardCharsets.UTF_8));
      ConnectHeaders headers = new ConnectHeaders();
      headers.add(HeaderNames.TRACEPARENT, read);
      begin(telemetry.sdk(), headers).close();
    }
    assertThat(telemetry.spans())
        .singleElement()
        .satisfies(span -> assertThat(span.getTraceId()).isEqualTo(FIRST));
  }

  @Test
  void shouldDoNothingWithoutAnSdkOrATrace() {
    assertThat(begin(OpenTelemetry.noop(), headers(FIRST, "01"))).isSameAs(BatchTrace.NONE);
    assertThat(begin(telemetry.sdk(), new ConnectHeaders())).isSameAs(BatchTrace.NONE);
    assertThat(begin(telemetry.sdk(), headers("no trace at all", "01"))).isSameAs(BatchTrace.NONE);
    assertThat(telemetry.spans()).isEmpty();
  }

  private static BatchTrace begin(OpenTelemetry telemetry, ConnectHeaders headers) {
    return new SinkTracing(telemetry).begin(List.of(sinkRecord(1, headers)));
  }

  private static String outcome(SpanData span) {
    return span.getAttributes().get(AttributeKey.stringKey("cider.outcome"));
  }

  private static SinkRecord sinkRecord(long offset, String trace, String flags) {
    return sinkRecord(offset, headers(trace, flags));
  }

  private static ConnectHeaders headers(String trace, String flags) {
    ConnectHeaders headers = new ConnectHeaders();
    headers.addBytes(
        HeaderNames.TRACEPARENT, traceparent(trace, flags).getBytes(StandardCharsets.UTF_8));
    return headers;
  }

  private static SinkRecord sinkRecord(long offset, ConnectHeaders headers) {
    return new SinkRecord(
        "descriptors", 0, null, "key", null, "value", offset, null, null, headers);
  }

  private static String traceparent(String trace, String flags) {
    return "00-%s-%s-%s".formatted(trace, PARENT, flags);
  }
}
