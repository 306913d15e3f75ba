package io.ciderstream.cli.system;

import java.util.Map;

/**
 * What lets a sink keep up with many records: it waits for Milvus at the end of each poll, so large
 * polls cost it less than Kafka's default of 500 records and 1 MiB of a partition.
 */
public final class LargePolls {
  /** Settings of a connector. */
  public static final Map<String, String> SETTINGS =
      Map.of(
          "consumer.override.max.poll.records",
          "2000",
          "consumer.override.max.partition.fetch.bytes",
          Integer.toString(8 << 20));

  private LargePolls() {}
}
