package io.ciderstream.index.values;

/** Numbers of IEEE 754's binary16. Java has this conversion from version 20 on. */
final class Float16 {
  /** The largest number. */
  static final float LARGEST = 65_504f;

  private static final float LEAST_NORMAL = 0x1p-14f;
  private static final float STEPS_BELOW = 0x1p24f;
  private static final int SIGN = 0x8000;
  private static final int DROPPED_BITS = 23 - 10;
  private static final int BIAS_DIFFERENCE = (127 - 15) << 23;

  private Float16() {}

  /**
   * Returns the nearest number, the even one of two.
   *
   * @param number at most {@link #LARGEST} and at least its negative
   */
  static short of(float number) {
    int sign = Float.floatToRawIntBits(number) >>> Short.SIZE & SIGN;
    float size = Math.abs(number);
    if (size < LEAST_NORMAL) {
      return (short) (sign | (int) Math.rint(size * STEPS_BELOW));
    }
    int bits = Float.floatToRawIntBits(size) - BIAS_DIFFERENCE;
    int half = (1 << (DROPPED_BITS - 1)) - 1 + (bits >>> DROPPED_BITS & 1);
    return (short) (sign | (bits + half) >>> DROPPED_BITS);
  }
}
