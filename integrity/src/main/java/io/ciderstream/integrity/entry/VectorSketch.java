package io.ciderstream.integrity.entry;

import io.ciderstream.schemas.SplitMix64;

/**
 * Four sums of a normalised vector's numbers, each number times a pseudo-random weight of variance
 * 1. Vectors that are equal but for rounding have sums that differ by less than 10⁻⁵. If two
 * vectors have a cosine of 0.9999, each of their sums differs by 0.014 in the root mean square, so
 * that all four differ by less than 10⁻⁵ with a probability of about 10⁻¹³.
 */
public record VectorSketch(float a, float b, float c, float d) {
  /** The sketch of a vector that is unknown or zero. */
  public static final VectorSketch NONE = new VectorSketch(0, 0, 0, 0);

  private static final float TOLERANCE = 1e-5f;

  /** Returns the sketch of a vector; its length does not matter. */
  public static VectorSketch of(float[] vector) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    double squares = 0;
    for (int i = 0; i < vector.length; i++) {
      double value = vector[i];
      long weights = SplitMix64.mix((i + 1) * SplitMix64.GAMMA);
      a += value * (short) weights;
      b += value * (short) (weights >> 16);
      c += value * (short) (weights >> 32);
      d += value * (short) (weights >> 48);
      squares += value * value;
    }
    if (squares == 0) {
      return NONE;
    }
    double scale = SplitMix64.SHORT_SCALE / Math.sqrt(squares);
    return new VectorSketch(
        (float) (a * scale), (float) (b * scale), (float) (c * scale), (float) (d * scale));
  }

  /** Returns whether the vectors of both sketches are equal but for rounding; see the class. */
  public boolean isNear(VectorSketch other) {
    return near(a, other.a) && near(b, other.b) && near(c, other.c) && near(d, other.d);
  }

  private static boolean near(float one, float other) {
    return Math.abs(one - other) < TOLERANCE;
  }
}
