package io.ciderstream.connectors.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A record whose trace is sampled.
 *
 * @param source the record
 * @param parent the context of its span
 */
record TracedRecord(SinkRecord source, Context parent) {
  SpanContext producer() {
    return Span.fromContext(parent).getSpanContext();
  }
}
