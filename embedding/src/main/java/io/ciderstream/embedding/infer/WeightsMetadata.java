package io.ciderstream.embedding.infer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which weights a model file holds, as metadata of the file. */
public final class WeightsMetadata {
  private static final String WEIGHTS = "cider.weights";
  private static final String BASE = "cider.weights.of";
  private static final String INT8 = "int8";

  private WeightsMetadata() {}

  /**
   * Returns the metadata of int8 weights, in order.
   *
   * @param base SHA-256 of the model file that they were made from, 64 hex digits
   */
  public static Map<String, String> int8(String base) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(WEIGHTS, INT8);
    metadata.put(BASE, base);
    return metadata;
  }

  /** Returns the SHA-256 of the file that int8 weights were made from; empty for other weights. */
  static Optional<String> base(Map<String, String> metadata) {
    return INT8.equals(metadata.get(WEIGHTS))
        ? Optional.of(metadata.getOrDefault(BASE, ""))
        : Optional.empty();
  }
}
