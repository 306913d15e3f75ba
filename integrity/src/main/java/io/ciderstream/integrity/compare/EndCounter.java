package io.ciderstream.integrity.compare;

import io.ciderstream.integrity.entry.Entry;
import io.ciderstream.integrity.entry.EntryKind;
import io.ciderstream.integrity.result.ImageEnds;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Counts the ends of image records. */
public final class EndCounter {
  private final Map<Integer, Long> deadLettered = new HashMap<>();
  private long indexed;
  private long superseded;
  private long deleted;
  private long pending;
  private long differing;
  private long unconfirmed;

  /** Counts a record with a dead letter. */
  void deadLettered(int code) {
    deadLettered.merge(code, 1L, Long::sum);
  }

  /** Counts a record with a later one of its id. */
  void superseded() {
    superseded++;
  }

  /** Counts the last image records of an id. */
  public void count(IdEntries id, IdState state, ReachedOffsets reached) {
    for (PartitionState partition : id.partitions()) {
      partition.image().ifPresent(image -> count(image, partition, state, reached));
    }
  }

  private void count(Entry image, PartitionState partition, IdState state, ReachedOffsets reached) {
    if (isOvertaken(image, partition) || state == IdState.MOVED_ON) {
      superseded++;
    } else if (state == IdState.DIFFERENT) {
      differing++;
    } else if (state == IdState.UNCONFIRMED) {
      unconfirmed++;
    } else if (state == IdState.PENDING || !reached.passed(image)) {
      pending++;
    } else if (image.kind() == EntryKind.IMAGE_DELETION) {
      deleted++;
    } else if (partition.isRejected()) {
      deadLettered(partition.letterCode());
    } else {
      indexed++;
    }
  }

  /** A repaired tombstone has a later source than its image. */
  private static boolean isOvertaken(Entry image, PartitionState partition) {
    boolean deletion = image.kind() == EntryKind.IMAGE_DELETION && partition.isDeleted();
    return !deletion
        && partition
            .descriptor()
            .filter(last -> last.source().offset() > image.offset())
            .isPresent();
  }

  /**
   * Returns the counts.
   *
   * @param codes names the codes of dead letters
   */
  public ImageEnds ends(IntFunction<String> codes) {
    SortedMap<String, Long> byCode = new TreeMap<>();
    deadLettered.forEach((code, count) -> byCode.put(codes.apply(code), count));
    return new ImageEnds(indexed, superseded, deleted, byCode, pending, differing, unconfirmed);
  }
}
