package io.ciderstream.index;

import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.SplitMix64;

/**
 * Moves equal vectors a little apart, so that a graph index finds what lies between and behind
 * them.
 *
 * <p>HNSW chooses a row's links among its {@code index.hnsw.ef.construction} nearest rows, and
 * leaves out a row that is nearer to one that is already chosen (Malkov and Yashunin 2016,
 * algorithm 4). Of equal rows, none is nearer to another one: they take all links, and where they
 * are more than the candidates, a search that meets them leads nowhere else. Two of the numbers are
 * changed, and not all, since among rows that differ in few directions that rule leaves out most.
 */
public final class SpreadVector {
  /** The distance, as a part of the vector's length, in the root mean square. */
  static final double DISTANCE = 0.003;

  private static final int AXES = 2;

  /** Makes the variance of a signed 16-bit number 1. */
  private static final double SCALE = Math.sqrt(3) / (1 << 15);

  private SpreadVector() {}

  /**
   * Returns a vector as it is stored. The cosine to the given one is above 0.99998, and 0.9999955
   * in the mean; that to another vector changes by some 0.0001 with 512 numbers, and by 0.0002 with
   * 128.
   *
   * @param vector not changed
   * @param source the record that the row was made from; rows of one source move alike
   */
  public static float[] of(float[] vector, RecordPosition source) {
    float[] moved = vector.clone();
    double step = DISTANCE / Math.sqrt(AXES) * length(vector) * SCALE;
    long numbers =
        SplitMix64.mix(
            SplitMix64.mix(source.offset()) + (source.partition() + 1) * SplitMix64.GAMMA);
    for (int axis = 0; axis < Math.min(AXES, moved.length); axis++) {
      moved[axis] += (float) (step * (short) (numbers >> (Short.SIZE * axis)));
    }
    return moved;
  }

  private static double length(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }
}
