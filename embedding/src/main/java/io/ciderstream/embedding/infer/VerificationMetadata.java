package io.ciderstream.embedding.infer;

import io.ciderstream.embedding.local.VerificationOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How the local features of a model are compared, as metadata of its file. */
public final class VerificationMetadata {
  private static final String KEEP = "cider.local.keep";
  private static final String SIMILARITY = "cider.local.similarity";
  private static final String TOLERANCE = "cider.local.tolerance";
  private static final String CAP = "cider.local.cap";
  private static final String LEAST = "cider.local.least";
  private static final String VERIFIED = "cider.local.verified";

  private VerificationMetadata() {}

  /** Returns the options as metadata, in order. */
  public static Map<String, String> write(VerificationOptions options) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(KEEP, Integer.toString(options.keep()));
    metadata.put(SIMILARITY, Double.toString(options.similarity()));
    metadata.put(TOLERANCE, Double.toString(options.tolerance()));
    metadata.put(CAP, Integer.toString(options.cap()));
    metadata.put(LEAST, Integer.toString(options.least()));
    metadata.put(VERIFIED, Integer.toString(options.verified()));
    return metadata;
  }

  /**
   * Reads the options; empty if none of them is there.
   *
   * @throws IllegalArgumentException if one is missing or wrong
   */
  static Optional<VerificationOptions> read(Map<String, String> metadata) {
    if (metadata.keySet().stream().noneMatch(key -> key.startsWith("cider.local."))) {
      return Optional.empty();
    }
    return Optional.of(
        new VerificationOptions(
            Integer.parseInt(value(metadata, KEEP)),
            Double.parseDouble(value(metadata, SIMILARITY)),
            Double.parseDouble(value(metadata, TOLERANCE)),
            Integer.parseInt(value(metadata, CAP)),
            Integer.parseInt(value(metadata, LEAST)),
            Integer.parseInt(value(metadata, VERIFIED))));
  }

  private static String value(Map<String, String> metadata, String key) {
    String value = metadata.get(key);
    if (value == null) {
      throw new IllegalArgumentException(key + " is missing");
    }
    return value;
  }
}
