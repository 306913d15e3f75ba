package io.ciderstream.train.load;

import io.ciderstream.embedding.decode.SizeGroups.Size;
import java.util.List;

/**
 * The plan of a batch.
 *
 * @param size of every picture in it
 * @param augmentation how pictures are changed
 * @param images which pictures
 * @param substitutes pictures that may replace one that can't be decoded, as they are of its kind
 */
public record BatchPlan(
    Size size, Augmentation augmentation, List<PlannedImage> images, ImageIndices substitutes) {
  public BatchPlan {
    images = List.copyOf(images);
    if (images.isEmpty()) {
      throw new IllegalArgumentException("an empty batch");
    }
  }
}
