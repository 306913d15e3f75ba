package io.ciderstream.embedding.local;

import io.ciderstream.schemas.BoundingBox;
import java.util.List;
import java.util.Optional;

/**
 * The result of comparing two pictures.
 *
 * @param pairs the inliers: pairs of points that agree on one affine map
 * @param support sum over the inliers of how far their cosine exceeds the smallest one of a pair
 * @param boxes the parts of both pictures in which the inliers lie; empty if there are none
 */
public record Verification(List<PointPair> pairs, double support, Optional<Boxes> boxes) {
  /** The result for pictures that have nothing in common. */
  public static final Verification NONE = new Verification(List.of(), 0, Optional.empty());

  /** Copies the list. */
  public Verification {
    pairs = List.copyOf(pairs);
  }

  /** Returns the number of inliers. */
  public int inliers() {
    return pairs.size();
  }

  /**
   * The smallest boxes around the matched cells.
   *
   * @param first in the first picture
   * @param second in the second picture
   */
  public record Boxes(BoundingBox first, BoundingBox second) {}
}
