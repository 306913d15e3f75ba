/**
 * Spans of OpenTelemetry around what a task writes: {@link
 * io.ciderstream.connectors.trace.SinkTracing}. Without an SDK in the process nothing is made and
 * nothing changes. Runs on the task's thread.
 */
package io.ciderstream.connectors.trace;
