package io.ciderstream.cli.metrics;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * How this process is watched.
 *
 * @param host address to serve on
 * @param port port to serve on, 0 for any free one; empty serves nothing
 * @param poll how often Kafka and the index are looked at
 * @param stalled a role with a partition of which nothing is finished for so long is not ready
 * @param topics whose ends are told
 * @param tracing where spans go
 */
public record MonitoringOptions(
    String host,
    OptionalInt port,
    Duration poll,
    Duration stalled,
    List<String> topics,
    TracingOptions tracing) {
  /** Copies the list. */
  public MonitoringOptions {
    topics = List.copyOf(topics);
  }
}
