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
 * @param verification how the features are compared
 */
public record LocalOutput(int dimension, VerificationOptions verification) {
  /** Name of the convolution. */
  public static final String CONVOLUTION = CiderNetwork.PREFIX + "local.conv";

  private static final int MAX_DIMENSION = 255;

  /** Checks the range. */
  public LocalOutput {
    if (dimension < 1 || dimension > MAX_DIMENSION) {
      throw new IllegalArgumentException(
          "dimension %d is not 1 to %d".formatted(dimension, MAX_DIMENSION));
    }
  }

  /** Returns the values of the shipped model, chosen on its validation pictures. */
  public static LocalOutput standard() {
    return new LocalOutput(64, new VerificationOptions(160, 0.5, 1.5, 15, 8, 20));
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
