package io.ciderstream.overlap.verify;

import java.util.List;

/**
 * What two pictures have in common.
 *
 * @param inliers matched positions that agree on one affine map
 * @param mirrored whether the mirrored query matched better
 * @param points some of the matched positions
 */
public record PairMatch(int inliers, boolean mirrored, List<Point> points) {
  /** Nothing in common. */
  public static final PairMatch NONE = new PairMatch(0, false, List.of());

  public PairMatch {
    points = List.copyOf(points);
  }

  /**
   * One position in both pictures, in fractions of the width and the height of what was cropped.
   *
   * @param queryX in the query, 0 to 1
   * @param queryY in the query, 0 to 1
   * @param x in the training picture, 0 to 1
   * @param y in the training picture, 0 to 1
   */
  public record Point(double queryX, double queryY, double x, double y) {}

  /** Returns the match of the mirrored query, as positions of the query itself. */
  PairMatch ofMirrored() {
    return new PairMatch(
        inliers,
        true,
        points.stream().map(p -> new Point(1 - p.queryX, p.queryY, p.x, p.y)).toList());
  }
}
