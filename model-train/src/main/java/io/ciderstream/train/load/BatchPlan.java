package io.ciderstream.train.load;

import io.ciderstream.embedding.decode.SizeGroups.Size;
import io.ciderstream.train.distributed.Share;
import java.util.ArrayList;
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

  /**
   * Returns the part of this plan that a process loads.
   *
   * @param views how many images the plan has of each picture: all first ones, then all second ones
   */
  public BatchPlan share(Share share, int views) {
    int pictures = images.size() / views;
    List<PlannedImage> part = new ArrayList<>();
    for (int view = 0; view < views; view++) {
      int first = view * pictures;
      part.addAll(images.subList(first + share.from(pictures), first + share.to(pictures)));
    }
    return new BatchPlan(size, augmentation, part, substitutes);
  }
}
