package io.ciderstream.console.log;

import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.avro.Descriptor;
import java.util.Map;
import java.util.TreeMap;

/**
 * A picture that was embedded.
 *
 * @param id image id
 * @param descriptor position of the descriptor
 * @param source position of the picture
 * @param sourceMs when the picture was produced, epoch milliseconds
 * @param width of the picture, upright
 * @param height of the picture, upright
 * @param metadata by name: texts, numbers, booleans; the first names, of at most 2,000 characters
 * @param verifiable whether it has local features, so that it can be verified as a match
 */
public record EmbeddedImage(
    String id,
    RecordPosition descriptor,
    RecordPosition source,
    long sourceMs,
    int width,
    int height,
    Map<String, Object> metadata,
    boolean verifiable) {
  /** Bounds what the latest pictures keep in memory. */
  private static final int MAX_METADATA = 2_000;

  static EmbeddedImage of(String id, RecordPosition at, Descriptor value) {
    return new EmbeddedImage(
        id,
        at,
        new RecordPosition(value.getSource().getPartition(), value.getSource().getOffset()),
        value.getSource().getTimestamp().toEpochMilli(),
        value.getWidth(),
        value.getHeight(),
        first(value.getMetadata()),
        value.getLocalFeatures() != null);
  }

  private static Map<String, Object> first(Map<String, Object> metadata) {
    Map<String, Object> first = new TreeMap<>();
    int length = 0;
    for (Map.Entry<String, Object> entry : new TreeMap<>(metadata).entrySet()) {
      length += entry.getKey().length() + String.valueOf(entry.getValue()).length();
      if (length > MAX_METADATA) {
        break;
      }
      first.put(entry.getKey(), entry.getValue());
    }
    return first;
  }
}
