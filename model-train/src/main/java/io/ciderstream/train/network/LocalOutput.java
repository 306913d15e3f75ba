package io.ciderstream.train.network;

import io.ciderstream.embedding.local.VerificationOptions;
import io.ciderstream.train.ops.Convolution;
import io.ciderstream.train.ops.Ops;

/**
 * The third output, local features: a 1 x 1 convolution of the last feature map of stride 16, whose
 * first channel is the strength of a position and whose others are its feature. Only the direction
 * of a feature counts.
 *
 * @param dimension length of a feature, 1..255
 * @param keep how many positions of a picture are kept, the strongest
 * @param similarity smallest cosine of a pair of positions, 0..1
 * @param tolerance largest distance of an inlier from the affine map, in cells
 * @param cap see {@link VerificationOptions}
 * @param least see {@link VerificationOptions}
 * @param verified see {@link VerificationOptions}
 */
public record LocalOutput(
    int dimension,
    int keep,
    double similarity,
    double tolerance,
    int cap,
    int least,
    int verified) {
  /** Name of the convolution. */
  public static final String CONVOLUTION = CiderNetwork.PREFIX + "local.conv";

  private static final int MAX_DIMENSION = 255;

  /** Checks the ranges. */
  public LocalOutput {
    if (dimension < 1 || dimension > MAX_DIMENSION) {
      throw new IllegalArgumentException(
          "dimension %d is not 1 to %d".formatted(dimension, MAX_DIMENSION));
    }
    new VerificationOptions(keep, similarity, tolerance, cap, least, verified);
  }

  /** Returns the values of the shipped model, chosen on its validation pictures. */
  public static LocalOutput standard() {
    return new LocalOutput(64, 160, 0.5, 1.5, 15, 8, 20);
  }

  /** Returns how the features are compared. */
  public VerificationOptions verification() {
    return new VerificationOptions(keep, similarity, tolerance, cap, least, verified);
  }

  /**
   * Computes the output.
   *
   * @param middle float [N,channels,h,w]
   * @return float [N,1 + dimension,h,w]
   */
  <T> T apply(Ops<T> ops, T middle, int channels) {
    return ops.conv2d(middle, Convolution.pointwise(CONVOLUTION, channels, 1 + dimension).biased());
  }
}
