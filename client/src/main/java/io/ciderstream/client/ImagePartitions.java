package io.ciderstream.client;

import io.ciderstream.schemas.KeyPartition;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * Chooses the partitions of the images topic for a change of an id: those where its pictures are
 * stored, since only there does the change follow them. Without such a partition the producer
 * chooses that of the key's hash. Any thread.
 */
public final class ImagePartitions {
  private final IntSupplier count;

  /**
   * Creates a choice for one topic.
   *
   * @param count of the partitions of the images topic; called only for an id that is stored
   */
  public ImagePartitions(IntSupplier count) {
    this.count = count;
  }

  /**
   * Returns the partition of a picture; empty for that of the key's hash.
   *
   * @param stored where the index says that the id's pictures are, the surest first; a partition
   *     that does not exist counts as none, as the index may be of another cluster
   */
  public Optional<Integer> toReplace(Collection<Integer> stored) {
    return existing(stored).stream().findFirst();
  }

  /**
   * Returns the partitions of a deletion: those where the pictures are stored, and that of the
   * key's hash, which may have an older picture. Empty for that of the key's hash alone.
   */
  public List<Integer> toDelete(byte[] key, Collection<Integer> stored) {
    Set<Integer> all = new LinkedHashSet<>(existing(stored));
    if (!all.isEmpty()) {
      all.add(KeyPartition.of(key, count.getAsInt()));
    }
    return List.copyOf(all);
  }

  private List<Integer> existing(Collection<Integer> stored) {
    return stored.stream().filter(one -> one >= 0 && one < count.getAsInt()).toList();
  }
}
