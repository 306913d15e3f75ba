/**
 * What a running role tells about itself: {@link io.ciderstream.cli.metrics.Monitoring} serves
 * {@code /metrics}, {@code /health} and {@code /ready}; {@link io.ciderstream.cli.metrics.Metric}
 * lists every metric. Looks at Kafka and the index on one thread of its own, {@link
 * io.ciderstream.cli.metrics.SystemWatch}; requests only read what that thread saw last.
 */
package io.ciderstream.cli.metrics;
