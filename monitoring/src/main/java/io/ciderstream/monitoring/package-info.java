/**
 * Monitoring of a running process: {@link io.ciderstream.monitoring.Monitoring} serves {@code
 * /metrics}, {@code /health} and {@code /ready}; {@link io.ciderstream.monitoring.Metric} lists
 * every metric; {@link io.ciderstream.monitoring.Tracing} exports spans. One thread, {@link
 * io.ciderstream.monitoring.SystemWatch}, polls Kafka and the index; requests only read what that
 * thread saw last.
 */
package io.ciderstream.monitoring;
