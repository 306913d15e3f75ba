package io.ciderstream.streams.trace;

import static io.ciderstream.client.trace.RecordHeadersCarrier.CARRIER;

import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.streams.pending.InputRecord;
import io.ciderstream.streams.pending.Outcome;
import io.ciderstream.streams.pending.OutputRecord;
import io.ciderstream.streams.pending.PendingBytes;
import io.ciderstream.streams.pending.RecordWork;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapPropagator;

/**
 * A span around the work on each record: a child of the context in the record's headers, and the
 * parent of all later work on the records written. Dead letters keep the headers they came with.
 */
public final class TracedWork implements RecordWork {
  private static final String SCOPE = "io.ciderstream";

  private final String topic;
  private final RecordWork work;
  private final Tracer tracer;
  private final TextMapPropagator propagator;

  /**
   * Creates a traced work.
   *
   * @param topic that the records are from
   */
  public TracedWork(String topic, RecordWork work, OpenTelemetry telemetry) {
    this.topic = topic;
    this.work = work;
    this.tracer = telemetry.getTracer(SCOPE);
    this.propagator = telemetry.getPropagators().getTextMapPropagator();
  }

  @Override
  public Outcome process(InputRecord record, PendingBytes bytes) throws InterruptedException {
    Context parent = propagator.extract(Context.root(), record.headers(), CARRIER);
    Span span =
        tracer
            .spanBuilder("process " + topic)
            .setParent(parent)
            .setSpanKind(SpanKind.CONSUMER)
            .setAttribute("messaging.system", "kafka")
            .setAttribute("messaging.operation.type", "process")
            .setAttribute("messaging.destination.name", topic)
            .setAttribute("messaging.destination.partition.id", "" + record.partition())
            .setAttribute("messaging.kafka.offset", record.offset())
            .startSpan();
    try (Scope scope = span.makeCurrent()) {
      Outcome outcome = work.process(record, bytes);
      span.setAttribute("cider.outcome", outcome.name());
      return span.isRecording() ? carried(outcome, parent.with(span)) : outcome;
    } catch (RuntimeException | InterruptedException e) {
      span.setStatus(StatusCode.ERROR, String.valueOf(e.getMessage()));
      throw e;
    } finally {
      span.end();
    }
  }

  private Outcome carried(Outcome outcome, Context context) {
    for (OutputRecord output : outcome.outputs()) {
      if (output.headers().lastHeader(HeaderNames.ERROR_CODE) == null) {
        propagator.inject(context, output.headers(), CARRIER);
      }
    }
    return outcome;
  }
}
