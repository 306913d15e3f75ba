/**
 * Trace context of OpenTelemetry in records: {@link io.ciderstream.client.trace.TracedSend} begins
 * a span with each record that is sent. Without an SDK in the process nothing is made and nothing
 * changes. Any thread.
 */
package io.ciderstream.client.trace;
