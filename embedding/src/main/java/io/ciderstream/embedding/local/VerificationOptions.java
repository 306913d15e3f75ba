package io.ciderstream.embedding.local;

/**
 * How the local features of a model are compared. The values are the model's: they are chosen when
 * it is trained and travel in its metadata.
 *
 * @param keep positions of a picture, 1..65,535
 * @param similarity smallest cosine of a pair of positions, 0..1
 * @param tolerance largest distance of a pair from the affine map, in cells of the feature map
 * @param cap support that adds 1 to the cosine of the descriptors; more adds no more
 * @param least a match of fewer inliers keeps its cosine
 * @param verified a match of at least so many inliers shows the same place
 */
public record VerificationOptions(
    int keep, double similarity, double tolerance, int cap, int least, int verified) {
  /** Checks the ranges. */
  public VerificationOptions {
    if (keep < 1 || keep > 0xFFFF || cap < 1 || least < 0 || verified < 1) {
      throw new IllegalArgumentException(
          "keep %d, cap %d, least %d or verified %d is out of range"
              .formatted(keep, cap, least, verified));
    }
    if (!(similarity >= 0 && similarity <= 1 && tolerance > 0)) {
      throw new IllegalArgumentException(
          "similarity %s or tolerance %s is out of range".formatted(similarity, tolerance));
    }
  }

  /**
   * Returns the score by which verified matches are ordered: {@code cosine + min(support, cap) /
   * cap}.
   */
  public double score(double cosine, Verification verification) {
    return verification.inliers() < least
        ? cosine
        : cosine + Math.min(verification.support(), cap) / cap;
  }

  /** Returns whether a match shows the same place. */
  public boolean isVerified(Verification verification) {
    return verification.inliers() >= verified;
  }
}
