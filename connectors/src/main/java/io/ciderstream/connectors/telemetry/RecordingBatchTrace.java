package io.ciderstream.connectors.telemetry;

import io.ciderstream.schemas.CiderException;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/** Records spans with an SDK. */
final class RecordingBatchTrace implements BatchTrace {
  private final Tracer tracer;
  private final Span batch;
  private final List<TracedRecord> records;
  private final Instant start = Instant.now();
  private final Scope scope;

  RecordingBatchTrace(Tracer tracer, Span batch, List<TracedRecord> records) {
    this.tracer = tracer;
    this.batch = batch;
    this.records = records;
    this.scope = batch.makeCurrent();
  }

  @Override
  public void acknowledged(Map<SinkRecord, CiderException> refused) {
    if (!batch.isRecording()) {
      return;
    }
    for (TracedRecord traced : records) {
      end(traced, refused.isEmpty() ? null : refused.get(traced.source()));
    }
  }

  private void end(TracedRecord traced, CiderException error) {
    SinkRecord sinkRecord = traced.source();
    String topic = sinkRecord.originalTopic();
    Span span =
        tracer
            .spanBuilder("process " + topic)
            .setParent(traced.parent())
            .setSpanKind(SpanKind.CONSUMER)
            .setStartTimestamp(start)
            .addLink(batch.getSpanContext())
            .setAttribute("messaging.system", "kafka")
            .setAttribute("messaging.operation.type", "process")
            .setAttribute("messaging.destination.name", topic)
            .setAttribute(
                "messaging.destination.partition.id", "" + sinkRecord.originalKafkaPartition())
            .setAttribute("messaging.kafka.offset", sinkRecord.originalKafkaOffset())
            .startSpan();
    if (error == null) {
      span.setAttribute("cider.outcome", sinkRecord.value() == null ? "deleted" : "indexed");
    } else {
      span.setAttribute("cider.outcome", "refused");
      span.setStatus(StatusCode.ERROR, String.valueOf(error.getMessage()));
    }
    span.end();
  }

  @Override
  public void failed(Exception error) {
    batch.setStatus(StatusCode.ERROR, String.valueOf(error.getMessage()));
  }

  @Override
  public void close() {
    scope.close();
    batch.end();
  }
}
