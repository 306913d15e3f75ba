package io.ciderstream.client.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.HeaderNames;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class TracedSendTest {
  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final OpenTelemetry sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(spans))
                  .build())
          .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
          .build();
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());

  @Test
  void shouldBeginATraceThatTheRecordCarriesOn() {
    ProducerRecord<byte[], byte[]> record = send(sdk);
    assertThat(spans.getFinishedSpanItems()).isEmpty();
    producer.completeNext();
    SpanData span = spans.getFinishedSpanItems().getFirst();
    assertThat(span.getName()).isEqualTo("send images");
    assertThat(span.getParentSpanContext().isValid()).isFalse();
    assertThat(span.getAttributes().get(AttributeKey.longKey("messaging.kafka.offset"))).isZero();
    assertThat(traceparent(record))
        .startsWith("00-%s-%s-0".formatted(span.getTraceId(), span.getSpanId()));
  }

  @Test
  void shouldContinueTheCallersTrace() {
    Span caller = sdk.getTracer("test").spanBuilder("caller").startSpan();
    try (Scope scope = caller.makeCurrent()) {
      send(sdk);
    }
    producer.completeNext();
    SpanData span = spans.getFinishedSpanItems().getFirst();
    assertThat(span.getTraceId()).isEqualTo(caller.getSpanContext().getTraceId());
    assertThat(span.getParentSpanId()).isEqualTo(caller.getSpanContext().getSpanId());
  }

  @Test
  void shouldEndTheSpanOfARecordThatWasNotTaken() {
    send(sdk);
    producer.errorNext(new TimeoutException("gone"));
    producer.close();
    assertThatThrownBy(() -> send(sdk)).isInstanceOf(IllegalStateException.class);
    assertThat(spans.getFinishedSpanItems())
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
