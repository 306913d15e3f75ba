package io.ciderstream.train.int8;

/**
 * The smallest and the largest value of a tensor, zero included.
 *
 * @param least 0 or below
 * @param most 0 or above
 */
record FloatRange(float least, float most) {
  private static final float SMALLEST = 1e-6f;
  private static final int STEPS = 255;

  /** The range of a tensor of zeros. */
  static final FloatRange ZERO = new FloatRange(0, 0);

  /** Returns the step of unsigned 8-bit numbers over this range. */
  float scale() {
    return Math.max((most - least) / STEPS, SMALLEST);
  }

  /** Returns the unsigned 8-bit number that means zero, 0..255. */
  int zeroPoint() {
    return Math.clamp(Math.round(-least / scale()), 0, STEPS);
  }
}
