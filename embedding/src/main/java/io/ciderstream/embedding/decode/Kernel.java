package io.ciderstream.embedding.decode;

import java.util.function.DoubleUnaryOperator;

/**
 * The weights of the pixels of one axis that make a pixel of the resized axis.
 *
 * @param support how far it reaches from its middle, in pixels of the picture
 * @param weights by the distance from its middle, in pixels of the picture
 */
record Kernel(double support, DoubleUnaryOperator weights) {
  /**
   * Returns a filter as Pillow applies it.
   *
   * @param scale pixels of the picture for one of the resized picture
   */
  static Kernel of(Resampling filter, double scale) {
    double stretch = Math.max(1, scale);
    return new Kernel(filter.support() * stretch, x -> filter.weight(x / stretch));
  }

  /**
   * Returns what OpenCV computes by {@code INTER_AREA} or {@code INTER_LINEAR}.
   *
   * @param area whether it averages over the area of a pixel
   * @param scale pixels of the picture for one of the resized picture
   */
  static Kernel ofOpenCv(boolean area, double scale) {
    double half = scale / 2;
    return area && scale > 1
        ? new Kernel(
            half + 0.5, x -> Math.clamp(Math.min(x + 0.5, half) - Math.max(x - 0.5, -half), 0, 1))
        : new Kernel(1, Resampling.BILINEAR::weight);
  }

  double weight(double distance) {
    return weights.applyAsDouble(distance);
  }
}
