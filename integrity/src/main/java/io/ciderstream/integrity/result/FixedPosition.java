package io.ciderstream.integrity.result;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The offsets up to which the log was compared, by partition.
 *
 * @param imagesFrom the first offsets of {@code images}: what was before is no longer kept
 * @param images the offsets of {@code images} behind the last ones
 * @param descriptors those of {@code descriptors}
 */
public record FixedPosition(
    SortedMap<Integer, Long> imagesFrom,
    SortedMap<Integer, Long> images,
    SortedMap<Integer, Long> descriptors) {
  /** Copies the offsets. */
  public static FixedPosition of(
      Map<Integer, Long> imagesFrom, Map<Integer, Long> images, Map<Integer, Long> descriptors) {
    return new FixedPosition(
        new TreeMap<>(imagesFrom), new TreeMap<>(images), new TreeMap<>(descriptors));
  }

  /** Returns whether retention has deleted the beginning of a partition of {@code images}. */
  public boolean lostImages() {
    return imagesFrom.values().stream().anyMatch(offset -> offset > 0);
  }
}
