package io.ciderstream.monitoring;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * The options of what this process reports about itself, and where.
 *
 * @param host address to serve on
 * @param port port to serve on, 0 for any free one; empty serves nothing
 * @param poll how often Kafka and the index are polled
 * @param stalled a role is not ready if it finishes nothing of a partition for so long
 * @param topics whose end offsets are reported
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
