package io.ciderstream.embedding.result;

import io.ciderstream.embedding.local.LocalFeatures;
import io.ciderstream.schemas.BoundingBox;
import java.util.List;
import java.util.Optional;

/**
 * The result of embedding a picture.
 *
 * @param vector the descriptor, float32, L2-normalised
 * @param boxes where the model found the subject, the largest first, relative to the whole picture
 *     also when a region of it was asked for; empty if there is none or the model has no attention
 *     output
 * @param attention the attention map of the embedded region, if the model has one
 * @param localFeatures of the embedded region, positions relative to it, if the model has them
 * @param width of the picture in pixels, after EXIF orientation, before any crop
 * @param height of the picture in pixels, after EXIF orientation, before any crop
 * @param times how long each stage took
 */
public record Embedding(
    float[] vector,
    List<BoundingBox> boxes,
    Optional<AttentionMap> attention,
    Optional<LocalFeatures> localFeatures,
    int width,
    int height,
    StageTimes times) {
  /** Returns this embedding without its local features. */
  public Embedding withoutLocalFeatures() {
    return new Embedding(vector, boxes, attention, Optional.empty(), width, height, times);
  }

  /**
   * Returns this embedding with the descriptor of a later pass over the same picture.
   *
   * @param later its descriptor replaces this one's; the time that it took is added
   */
  public Embedding describedBy(Embedding later) {
    return new Embedding(
        later.vector, boxes, attention, localFeatures, width, height, times.plus(later.times));
  }
}
