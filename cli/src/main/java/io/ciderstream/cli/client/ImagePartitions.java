package io.ciderstream.cli.client;

import io.ciderstream.schemas.KeyPartition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * In which partitions of the images topic a change of an id belongs: where its picture is, since
 * only there does the change follow it.
 */
final class ImagePartitions {
  private final int partitions;

  /**
   * @param partitions of the images topic
   */
  ImagePartitions(int partitions) {
    this.partitions = partitions;
  }

  /**
   * Returns the one of a picture.
   *
   * @param stored where the index says that the id's picture is; a partition that does not exist
   *     counts as none, as the index may be of another cluster
   */
  int toReplace(byte[] key, Optional<Integer> stored) {
    return stored.filter(this::exists).orElseGet(() -> KeyPartition.of(key, partitions));
  }

  /**
   * Returns those of a deletion: where the picture is, and that of the key's hash, which may hold
   * an older picture.
   */
  List<Integer> toDelete(byte[] key, Optional<Integer> stored) {
    return Stream.concat(
            stored.filter(this::exists).stream(), Stream.of(KeyPartition.of(key, partitions)))
        .distinct()
        .toList();
  }

  private boolean exists(int partition) {
    return partition >= 0 && partition < partitions;
  }
}
