package io.ciderstream.integrity.result;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How records of {@code images} ended.
 *
 * @param indexed records whose picture the index has
 * @param superseded records with a later record of their id
 * @param deleted deletions whose id has no row
 * @param deadLettered records with a dead letter, by its code
 * @param pending records that the embedder or the sink has not reached
 * @param differing records whose id differs, and that should have another end
 * @param unconfirmed the same, but read once only
 */
public record ImageEnds(
    long indexed,
    long superseded,
    long deleted,
    SortedMap<String, Long> deadLettered,
    long pending,
    long differing,
    long unconfirmed) {
  /** Copies the map. */
  public ImageEnds {
    deadLettered = new TreeMap<>(deadLettered);
  }

  /** Returns how many records there are. */
  public long records() {
    return indexed
        + superseded
        + deleted
        + deadLettered.values().stream().mapToLong(Long::longValue).sum()
        + pending
        + differing
        + unconfirmed;
  }
}
