package io.ciderstream.integrity.result;

import java.util.EnumMap;
import java.util.Map;

/**
 * How many ids differ.
 *
 * @param byKind ids that differed whenever they were read, by kind
 * @param unconfirmed ids that differed when they were read once, beyond those that were read again
 */
public record DifferenceCounts(Map<DifferenceKind, Long> byKind, long unconfirmed) {
  /** Copies the map and sorts it. */
  public DifferenceCounts {
    EnumMap<DifferenceKind, Long> sorted = new EnumMap<>(DifferenceKind.class);
    sorted.putAll(byKind);
    byKind = sorted;
  }

  /** Returns how many ids differ in all. */
  public long all() {
    return byKind.values().stream().mapToLong(Long::longValue).sum() + unconfirmed;
  }
}
