package io.ciderstream.client.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.HeaderNames;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class TracedSendTest {
  private final RecordingTelemetry telemetry = new RecordingTelemetry();
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());

  @Test
  void shouldBeginATraceThatTheRecordCarriesOn() {
    ProducerRecord<byte[], byte[]> record = send(telemetry.sdk());
    assertThat(telemetry.spans()).isEmpty();
    producer.completeNext();
    SpanData span = telemetry.spans().getFirst();
    assertThat(span.getName()).isEqualTo("send images");
    assertThat(span.getParentSpanContext().isValid()).isFalse();
    assertThat(span.getAttributes().get(AttributeKey.longKey("messaging.kafka.offset"))).isZero();
    assertThat(traceparent(record))
        .startsWith("00-%s-%s-0".formatted(span.getTraceId(), span.getSpanId()));
  }

  @Test
  void shouldContinueTheCallersTrace() {
    Span caller = telemetry.sdk().getTracer("test").spanBuilder("caller").startSpan();
    try (Scope scope = caller.makeCurrent()) {
      send(telemetry.sdk());
    }
    producer.completeNext();
    SpanData span = telemetry.spans().getFirst();
    assertThat(span.getTraceId()).isEqualTo(caller.getSpanContext().getTraceId());
    assertThat(span.getParentSpanId()).isEqualTo(caller.getSpanContext().getSpanId());
  }

  @Test
  void shouldEndTheSpanOfARecordThatWasNotTaken() {
    send(telemetry.sdk());
    producer.errorNext(new TimeoutException("gone"));
    producer.close();
    assertThatThrownBy(() -> send(telemetry.sdk())).isInstanceOf(IllegalStateException.class);
    assertThat(telemetry.spans())
        .hasSize(2)
        .allSatisfy(s -> assertThat(s.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR));
  }

  @Test
  void shouldLeaveTheHeadersAloneWithoutAnSdk() {
    assertThat(send(OpenTelemetry.noop()).headers()).isEmpty();
  }

  private ProducerRecord<byte[], byte[]> send(OpenTelemetry telemetry) {
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("images", new byte[] {1});
    new TracedSend(telemetry).send(producer, record, (metadata, error) -> {});
    return record;
  }

  private static String traceparent(ProducerRecord<byte[], byte[]> record) {
    return new String(
        record.headers().lastHeader(HeaderNames.TRACEPARENT).value(), StandardCharsets.UTF_8);
  }
}
