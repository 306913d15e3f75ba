package io.ciderstream.connectors.progress;

import java.util.Map;

/**
 * Where to publish the position of the index.
 *
 * @param topic a compacted topic
 * @param producer settings of the producer, which may hold secrets
 */
public record ProgressOptions(String topic, Map<String, String> producer) {
  /** Copies the map. */
  public ProgressOptions {
    producer = Map.copyOf(producer);
  }

  /** Shows no setting of the producer. */
  @Override
  public String toString() {
    return "ProgressOptions[topic=%s]".formatted(topic);
  }
}
