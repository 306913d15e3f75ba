package io.ciderstream.evaluation.rerank;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * The rows of the highest scores: higher score first, then lower row.
 *
 * @param rows numbers of rows
 * @param scores one a row
 */
record Neighbours(int[] rows, float[] scores) {
  static final Neighbours NONE = new Neighbours(new int[0], new float[0]);

  /**
   * Returns the first rows.
   *
   * @param scores one a row of the index; minus infinity for a row without a descriptor, which is
   *     no neighbour
   * @param count most rows
   * @param allowed rows that may be neighbours
   */
  static Neighbours of(float[] scores, int count, IntPredicate allowed) {
    int[] rows = new int[Math.min(count, scores.length)];
    float[] best = new float[rows.length];
    int filled = 0;
    for (int row = 0; row < scores.length; row++) {
      float score = scores[row];
      boolean enters = filled < rows.length || filled > 0 && score > best[filled - 1];
      if (enters && score != Float.NEGATIVE_INFINITY && allowed.test(row)) {
        int at = filled < rows.length ? filled++ : filled - 1;
        while (at > 0 && best[at - 1] < score) {
          best[at] = best[at - 1];
          rows[at] = rows[at - 1];
          at--;
        }
        best[at] = score;
        rows[at] = row;
      }
    }
    return new Neighbours(Arrays.copyOf(rows, filled), Arrays.copyOf(best, filled));
  }

  int count() {
    return rows.length;
  }

  /** Returns the first few. */
  Neighbours first(int count) {
    return count >= rows.length
        ? this
        : new Neighbours(Arrays.copyOf(rows, count), Arrays.copyOf(scores, count));
  }

  /** Returns the first few but for one row, which need not be among them. */
  Neighbours without(int row, int count) {
    int[] others = new int[rows.length];
    float[] theirs = new float[rows.length];
    int filled = 0;
    for (int i = 0; i < rows.length && filled < count; i++) {
      if (rows[i] != row) {
        others[filled] = rows[i];
        theirs[filled++] = scores[i];
      }
    }
    return new Neighbours(Arrays.copyOf(others, filled), Arrays.copyOf(theirs, filled));
  }

  /** Returns these with one more. */
  Neighbours with(int at, int row, float score) {
    int[] more = new int[rows.length + 1];
    float[] theirs = new float[rows.length + 1];
    System.arraycopy(rows, 0, more, 0, at);
    System.arraycopy(scores, 0, theirs, 0, at);
    more[at] = row;
    theirs[at] = score;
    System.arraycopy(rows, at, more, at + 1, rows.length - at);
    System.arraycopy(scores, at, theirs, at + 1, rows.length - at);
    return new Neighbours(more, theirs);
  }
}
