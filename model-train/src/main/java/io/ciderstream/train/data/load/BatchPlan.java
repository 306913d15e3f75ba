package io.ciderstream.train.data.load;

import io.ciderstream.embedding.decode.SizeGroups.Size;
import java.util.List;

/**
 * The plan of a batch.
 *
 * @param size of every picture in it
 * @param augmentation how pictures are changed
 * @param shots which pictures
 * @param pool pictures that may stand in for one that can't be decoded, as they are of its kind
 */
public record BatchPlan(
    Size size, Augmentation augmentation, List<PlannedImage> shots, ImageIndices pool) {
  public BatchPlan {
    shots = List.copyOf(shots);
    if (shots.isEmpty()) {
      throw new IllegalArgumentException("an empty sheet");
    }
  }
}
