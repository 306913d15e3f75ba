package io.ciderstream.console.log;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Names of metadata with a few values each, for completion; both are bounded. Thread-safe. */
public final class MetadataNames {
  private static final int MAX_NAMES = 200;
  private static final int MAX_VALUES = 20;
  private static final int MAX_TEXT = 80;

  private final Map<String, Set<String>> values = new TreeMap<>();

  /** Adds the metadata of one picture. */
  synchronized void add(Map<String, ?> metadata) {
    metadata.forEach(
        (name, value) -> {
          if (values.size() < MAX_NAMES || values.containsKey(name)) {
            Set<String> some = values.computeIfAbsent(name, key -> new TreeSet<>());
            String literal = literal(value);
            if (some.size() < MAX_VALUES && literal.length() <= MAX_TEXT) {
              some.add(literal);
            }
          }
        });
  }

  /** Returns the value as a literal of a filter. */
  private static String literal(Object value) {
    return value instanceof CharSequence text
        ? '"' + text.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"'
        : String.valueOf(value);
  }

  /** Returns example values by name, as literals of a filter; both are sorted. */
  public synchronized Map<String, List<String>> examples() {
    Map<String, List<String>> copy = new TreeMap<>();
    values.forEach((name, some) -> copy.put(name, new ArrayList<>(some)));
    return Collections.unmodifiableMap(copy);
  }
}
