package io.ciderstream.embedding.local;

import java.util.Arrays;

/**
 * Pairs of positions that are each other's nearest neighbour by cosine.
 *
 * @param first positions of the first picture
 * @param second positions of the second picture, one for each of the first
 * @param cosines of each pair
 */
record MutualMatches(int[] first, int[] second, float[] cosines) {
  private static final int UNROLL = 4;

  int count() {
    return first.length;
  }

  /**
   * Finds the pairs.
   *
   * @param rows the features of the first picture, one after another
   * @param columns the features of the second picture, one dimension after another
   * @param similarity smallest cosine of a pair
   */
  static MutualMatches find(FeatureMatrix rows, FeatureMatrix columns, float similarity) {
    int width = columns.count();
    float[] cosines = new float[width];
    float[] bestOfColumn = new float[width];
    Arrays.fill(bestOfColumn, Float.NEGATIVE_INFINITY);
    int[] columnOfRow = new int[rows.count()];
    float[] bestOfRow = new float[rows.count()];
    for (int row = 0; row < rows.count(); row++) {
      multiply(rows, row, columns.values(), cosines);
      float best = raise(bestOfColumn, cosines);
      bestOfRow[row] = best;
      columnOfRow[row] = best > similarity ? indexOf(best, cosines) : -1;
    }
    return mutual(columnOfRow, bestOfRow, bestOfColumn);
  }

  private static MutualMatches mutual(int[] columnOfRow, float[] bestOfRow, float[] bestOfColumn) {
    int[] first = new int[columnOfRow.length];
    int[] second = new int[columnOfRow.length];
    float[] cosines = new float[columnOfRow.length];
    boolean[] taken = new boolean[bestOfColumn.length];
    int count = 0;
    for (int row = 0; row < columnOfRow.length; row++) {
      int column = columnOfRow[row];
      if (column >= 0 && !taken[column] && bestOfColumn[column] == bestOfRow[row]) {
        taken[column] = true;
        first[count] = row;
        cosines[count] = bestOfRow[row];
        second[count++] = column;
      }
    }
    return new MutualMatches(
        Arrays.copyOf(first, count), Arrays.copyOf(second, count), Arrays.copyOf(cosines, count));
  }

  /** Computes one row of products. The inner loops are written so that the JVM vectorises them. */
  private static void multiply(FeatureMatrix rows, int row, float[] columns, float[] products) {
    int width = products.length;
    float[] values = rows.values();
    int first = row * rows.dimension();
    Arrays.fill(products, 0);
    int k = 0;
    for (; k + UNROLL <= rows.dimension(); k += UNROLL) {
      float a = values[first + k];
      float b = values[first + k + 1];
      float c = values[first + k + 2];
      float d = values[first + k + 3];
      int at = k * width;
      for (int j = 0; j < width; j++) {
        products[j] +=
            a * columns[at + j]
                + b * columns[at + width + j]
                + c * columns[at + 2 * width + j]
                + d * columns[at + 3 * width + j];
      }
    }
    for (; k < rows.dimension(); k++) {
      float a = values[first + k];
      int at = k * width;
      for (int j = 0; j < width; j++) {
        products[j] += a * columns[at + j];
      }
    }
  }

  /** Raises each maximum to its value, and returns the greatest value. */
  private static float raise(float[] maxima, float[] values) {
    for (int j = 0; j < values.length; j++) {
      maxima[j] = Math.max(maxima[j], values[j]);
    }
    float greatest = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      greatest = Math.max(greatest, value);
    }
    return greatest;
  }

  private static int indexOf(float value, float[] values) {
    int index = 0;
    while (values[index] != value) {
      index++;
    }
    return index;
  }
}
