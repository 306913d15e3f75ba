package io.ciderstream.embedding.local;

import io.ciderstream.schemas.BoundingBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares one picture with others: pairs positions that are each other's nearest neighbour, and
 * counts those that agree on one affine map. The first picture's features are prepared once, so
 * keep an instance for all candidates of a query. For use by one thread.
 */
public final class GeometricVerifier {
  private static final int LEAST_MATCHES = 6;

  private final VerificationOptions options;
  private final LocalFeatures query;
  private final FeatureColumns columns;

  /**
   * Prepares the first picture.
   *
   * @param options of the model that both pictures' features are from
   */
  public GeometricVerifier(VerificationOptions options, LocalFeatures query) {
    this.options = options;
    this.query = query;
    this.columns = FeatureColumns.of(query);
  }

  /** Returns how the features are compared. */
  public VerificationOptions options() {
    return options;
  }

  /** Returns whether the features have the length of the first picture's; those of none have. */
  public boolean isComparable(LocalFeatures candidate) {
    return query.count() == 0
        || candidate.count() == 0
        || query.dimension() == candidate.dimension();
  }

  /**
   * Compares the first picture with a candidate.
   *
   * @throws IllegalArgumentException if the features are not comparable
   */
  public Verification verify(LocalFeatures candidate) {
    if (query.count() == 0 || candidate.count() == 0) {
      return Verification.NONE;
    }
    if (!isComparable(candidate)) {
      throw new IllegalArgumentException(
          "Local features of %d numbers cannot be compared with those of %d."
              .formatted(query.dimension(), candidate.dimension()));
    }
    MutualMatches matches = MutualMatches.find(columns, candidate, (float) options.similarity());
    if (matches.count() < LEAST_MATCHES) {
      return Verification.NONE;
    }
    int[] inliers =
        new AffineRansac(
                points(query, matches.first()),
                points(candidate, matches.second()),
                options.tolerance())
            .inliers();
    return inliers.length == 0 ? Verification.NONE : verification(candidate, matches, inliers);
  }

  /** Returns x and y of each position, in cells of its feature map. */
  private static double[] points(LocalFeatures features, int[] positions) {
    double[] points = new double[2 * positions.length];
    for (int i = 0; i < positions.length; i++) {
      points[2 * i] = features.column(positions[i]) + 0.5;
      points[2 * i + 1] = features.row(positions[i]) + 0.5;
    }
    return points;
  }

  private Verification verification(LocalFeatures candidate, MutualMatches matches, int[] inliers) {
    List<PointPair> pairs = new ArrayList<>(inliers.length);
    int[] first = new int[inliers.length];
    int[] second = new int[inliers.length];
    double support = 0;
    for (int i = 0; i < inliers.length; i++) {
      support += matches.cosines()[inliers[i]] - options.similarity();
      first[i] = matches.first()[inliers[i]];
      second[i] = matches.second()[inliers[i]];
      pairs.add(
          new PointPair(
              (query.column(first[i]) + 0.5f) / query.gridWidth(),
              (query.row(first[i]) + 0.5f) / query.gridHeight(),
              (candidate.column(second[i]) + 0.5f) / candidate.gridWidth(),
              (candidate.row(second[i]) + 0.5f) / candidate.gridHeight()));
    }
    return new Verification(
        pairs,
        support,
        Optional.of(new Verification.Boxes(box(query, first), box(candidate, second))));
  }

  /** Returns the smallest box around cells. */
  private static BoundingBox box(LocalFeatures features, int[] positions) {
    int left = Integer.MAX_VALUE;
    int top = Integer.MAX_VALUE;
    int right = 0;
    int bottom = 0;
    for (int position : positions) {
      left = Math.min(left, features.column(position));
      top = Math.min(top, features.row(position));
      right = Math.max(right, features.column(position) + 1);
      bottom = Math.max(bottom, features.row(position) + 1);
    }
    float width = features.gridWidth();
    float height = features.gridHeight();
    return new BoundingBox(left / width, top / height, right / width, bottom / height, 1);
  }
}
