/**
 * The metrics and traces of a task. {@link io.ciderstream.connectors.telemetry.SinkTelemetry} is
 * what the task calls. {@link io.ciderstream.connectors.telemetry.SinkMetric} lists the metrics,
 * {@link io.ciderstream.connectors.telemetry.TaskMetrics} exports them over JMX and Micrometer, and
 * {@link io.ciderstream.connectors.telemetry.SinkTracing} records spans if the process has an
 * OpenTelemetry SDK. The task's thread and that of the writes write, one at a time; any thread may
 * read metrics.
 */
package io.ciderstream.connectors.telemetry;
