package io.ciderstream.connectors.telemetry;

import io.ciderstream.schemas.HeaderNames;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Records a span for each batch, linked to the records' traces, and a span in the trace of each
 * record, which ends when Milvus has stored the record. Records without a sampled trace context
 * have no span. The batch belongs to the trace of the first record that has one, so that both are
 * kept together.
 */
public final class SinkTracing {
  private static final String SCOPE = "io.ciderstream";

  private final Tracer tracer;
  private final TextMapPropagator propagator;

  /** Records nothing with {@link OpenTelemetry#noop}. */
  public SinkTracing(OpenTelemetry telemetry) {
    this.tracer = telemetry.getTracer(SCOPE);
    this.propagator = telemetry.getPropagators().getTextMapPropagator();
  }

  /**
   * Starts the trace of a batch. The caller closes it when the records are written or have failed;
   * the batch's span is current until then.
   */
  public BatchTrace begin(Collection<SinkRecord> records) {
    List<TracedRecord> sampled = new ArrayList<>();
    for (SinkRecord sinkRecord : records) {
      if (sinkRecord.headers().lastWithName(HeaderNames.TRACEPARENT) != null) {
        TracedRecord traced =
            new TracedRecord(
                sinkRecord,
                propagator.extract(Context.root(), sinkRecord.headers(), ConnectHeaders.GETTER));
        if (traced.producer().isSampled()) {
          sampled.add(traced);
        }
      }
    }
    return sampled.isEmpty()
        ? BatchTrace.NONE
        : new RecordingBatchTrace(tracer, batch(records.size(), sampled), sampled);
  }

  private Span batch(int size, List<TracedRecord> sampled) {
    SpanBuilder builder =
        tracer
            .spanBuilder("write batch")
            .setParent(sampled.get(0).parent())
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute("db.system.name", "milvus")
            .setAttribute("messaging.batch.message_count", (long) size);
    sampled.forEach(traced -> builder.addLink(traced.producer()));
    return builder.startSpan();
  }
}
