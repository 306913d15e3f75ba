/**
 * What a task of the sink counts: {@link io.ciderstream.connectors.metrics.SinkMetric} lists the
 * metrics, {@link io.ciderstream.connectors.metrics.SinkMeter} takes them from the task, and {@link
 * io.ciderstream.connectors.metrics.TaskMetrics} shows them over JMX and Micrometer. The task's
 * thread writes, any thread reads.
 */
package io.ciderstream.connectors.metrics;
