package io.ciderstream.trials.sink;

import io.ciderstream.connectors.worker.LargePolls;
import java.util.Map;

/** How many records the sink's consumer returns at a time. */
public enum PollSize {
  /** Of {@code ./cider connect}. */
  LARGE(LargePolls.SETTINGS),
  /** Kafka's own: up to 500 records and 1 MiB for each partition. */
  DEFAULT(Map.of());

  private final Map<String, String> settings;

  PollSize(Map<String, String> settings) {
    this.settings = settings;
  }

  /** Returns the settings of the connector. */
  Map<String, String> settings() {
    return settings;
  }
}
