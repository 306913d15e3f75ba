package io.ciderstream.evaluation.yaml;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sets the keys of a configuration in those of its base: keys below keys one by one, anything else,
 * lists included, as a whole. A key without a value removes the base's.
 */
final class BaseKeys {
  /** The key that names the base. */
  static final String BASE = "base";

  private BaseKeys() {}

  /** Returns the keys of both, without {@link #BASE}. */
  static Map<String, Object> merged(Map<String, Object> base, Map<String, Object> own) {
    Map<String, Object> merged = set(base, own);
    merged.remove(BASE);
    return merged;
  }

  private static Map<String, Object> set(Map<String, Object> base, Map<String, Object> own) {
    Map<String, Object> both = new LinkedHashMap<>(base);
    own.forEach((key, value) -> set(both, key, value));
    return both;
  }

  @SuppressWarnings("unchecked") // the keys of every map are strings; see Overrides.textKeys
  private static void set(Map<String, Object> keys, String key, Object value) {
    if (value == null) {
      keys.remove(key);
    } else if (value instanceof Map<?, ?> below && keys.get(key) instanceof Map<?, ?> before) {
      keys.put(key, set((Map<String, Object>) before, (Map<String, Object>) below));
    } else {
      keys.put(key, value);
    }
  }
}
