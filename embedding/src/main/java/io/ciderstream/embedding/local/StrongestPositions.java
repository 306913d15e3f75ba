package io.ciderstream.embedding.local;

import java.nio.FloatBuffer;
import java.util.Comparator;
import java.util.stream.IntStream;

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
    int[] cells =
        IntStream.range(0, places)
            .filter(cell -> usable(numbers, cell, places, dimension))
            .boxed()
            .sorted(Comparator.comparingDouble(cell -> -numbers[(int) cell]))
            .limit(keep)
            .mapToInt(Integer::intValue)
            .toArray();
    byte[] values = new byte[cells.length * dimension];
    for (int i = 0; i < cells.length; i++) {
      quantise(numbers, cells[i], places, dimension, values, i * dimension);
    }
    return new LocalFeatures(width, height, cells, values);
  }

  private static boolean usable(float[] numbers, int cell, int places, int dimension) {
    float largest = largest(numbers, cell, places, dimension);
    return Float.isFinite(numbers[cell]) && largest > 0 && Float.isFinite(largest);
  }

  /** Returns the largest absolute value of a feature; NaN if one is NaN. */
  private static float largest(float[] numbers, int cell, int places, int dimension) {
    float largest = 0;
    for (int channel = 1; channel <= dimension; channel++) {
      largest = Math.max(largest, Math.abs(numbers[channel * places + cell]));
    }
    return largest;
  }

  private static void quantise(
      float[] numbers, int cell, int places, int dimension, byte[] values, int offset) {
    float scale = MAX_VALUE / largest(numbers, cell, places, dimension);
    for (int channel = 0; channel < dimension; channel++) {
      values[offset + channel] = (byte) Math.round(numbers[(channel + 1) * places + cell] * scale);
    }
  }
}
