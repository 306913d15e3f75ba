package io.ciderstream.embedding.local;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** Takes the strongest positions of a feature map, and quantises their features to bytes. */
public final class StrongestPositions {
  private static final int MAX_VALUE = 127;

  private StrongestPositions() {}

  /**
   * Selects positions.
   *
   * @param map float [1 + dimension, height, width]; channel 0 is the strength of each position
   * @param keep how many at most
   * @return the strongest first; a position whose numbers are not finite or all 0 is left out
   */
  public static LocalFeatures select(
      FloatBuffer map, int dimension, int height, int width, int keep) {
    int places = height * width;
    float[] numbers = new float[(1 + dimension) * places];
    map.get(numbers);
    float[] largest = largest(numbers, places);
    int[] cells = strongest(numbers, largest, keep);
    byte[] values = new byte[cells.length * dimension];
    for (int channel = 0; channel < dimension; channel++) {
      int first = (channel + 1) * places;
      for (int i = 0; i < cells.length; i++) {
        float scale = MAX_VALUE / largest[cells[i]];
        values[i * dimension + channel] = (byte) Math.round(numbers[first + cells[i]] * scale);
      }
    }
    return new LocalFeatures(width, height, cells, values);
  }

  /** Returns the largest absolute value of each feature; NaN if one is NaN. */
  private static float[] largest(float[] numbers, int places) {
    float[] largest = new float[places];
    for (int first = places; first < numbers.length; first += places) {
      for (int cell = 0; cell < places; cell++) {
        largest[cell] = Math.max(largest[cell], Math.abs(numbers[first + cell]));
      }
    }
    return largest;
  }

  /** Returns the usable positions of the greatest strength; of equal ones the first. */
  private static int[] strongest(float[] strengths, float[] largest, int keep) {
    long[] keys = new long[largest.length];
    int count = 0;
    for (int cell = 0; cell < largest.length; cell++) {
      boolean usable = largest[cell] > 0 && Float.isFinite(largest[cell]);
      if (usable && Float.isFinite(strengths[cell])) {
        keys[count++] = (long) falling(strengths[cell]) << Integer.SIZE | cell;
      }
    }
    Arrays.sort(keys, 0, count);
    int[] cells = new int[Math.min(keep, count)];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = (int) keys[i];
    }
    return cells;
  }

  /** Returns an integer that is the smaller the greater the number is. */
  private static int falling(float number) {
    int bits = Float.floatToIntBits(number + 0f); // -0 becomes 0
    return ~(bits ^ (bits >> (Integer.SIZE - 1) & Integer.MAX_VALUE));
  }
}
