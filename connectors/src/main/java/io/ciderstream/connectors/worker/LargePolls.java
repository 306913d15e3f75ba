package io.ciderstream.connectors.worker;

import java.util.Map;

/**
 * Settings for a high throughput of the sink. It writes one poll while it fetches the next, so
 * large polls are faster than Kafka's default of 500 records and 1 MiB per partition.
 */
public final class LargePolls {
  /** Settings of the connector. */
  public static final Map<String, String> SETTINGS =
      Map.of(
          "consumer.override.max.poll.records",
          "2000",
          "consumer.override.max.partition.fetch.bytes",
          Integer.toString(8 << 20));

  private LargePolls() {}
}
