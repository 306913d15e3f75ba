package io.ciderstream.client.trace;

import static io.ciderstream.client.trace.RecordHeadersCarrier.CARRIER;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * A span around each record sent, until the broker has accepted it: a child of the span that is
 * current on the calling thread, or the first of a trace. The record's {@code traceparent} header
 * carries it on.
 */
public final class TracedSend {
  private static final String SCOPE = "io.ciderstream";

  private final Tracer tracer;
  private final TextMapPropagator propagator;

  /** Creates a sender that only sends if given {@link OpenTelemetry#noop}. */
  public TracedSend(OpenTelemetry telemetry) {
    this.tracer = telemetry.getTracer(SCOPE);
    this.propagator = telemetry.getPropagators().getTextMapPropagator();
  }

  /** Sends as {@link Producer#send(ProducerRecord, Callback)} does, with the same errors. */
  public Future<RecordMetadata> send(
      Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record, Callback done) {
    Span span =
        tracer
            .spanBuilder("send " + record.topic())
            .setSpanKind(SpanKind.PRODUCER)
            .setAttribute("messaging.system", "kafka")
            .setAttribute("messaging.operation.type", "send")
            .setAttribute("messaging.destination.name", record.topic())
            .startSpan();
    propagator.inject(Context.current().with(span), record.headers(), CARRIER);
    try {
      return producer.send(
          record,
          (metadata, error) -> {
            end(span, metadata, error);
            done.onCompletion(metadata, error);
          });
    } catch (RuntimeException e) {
      end(span, null, e);
      throw e;
    }
  }

  private static void end(Span span, RecordMetadata metadata, Exception error) {
    if (error == null) {
      span.setAttribute("messaging.destination.partition.id", "" + metadata.partition());
      span.setAttribute("messaging.kafka.offset", metadata.offset());
    } else {
      span.setStatus(StatusCode.ERROR, String.valueOf(error.getMessage()));
    }
    span.end();
  }
}
