package io.ciderstream.evaluation.metric;

import java.util.stream.IntStream;

/** The ranks of the right answers: higher score first, then lower row. */
final class Ranks {
  private final float[] scores;
  private final int[] right;

  private Ranks(float[] scores, int[] right) {
    this.scores = scores;
    this.right =
        IntStream.of(right).boxed().sorted(this::compare).mapToInt(Integer::intValue).toArray();
  }

  /**
   * Returns the ranks of the right answers once the ignored are removed. Nothing is sorted but the
   * right answers: what ranks before each is counted, so that a million rows cost one pass.
   *
   * @param scores one a row of the index, none NaN
   * @param truth names rows below {@code scores.length}
   * @return from 0, ascending, one for each right answer
   */
  static int[] of(float[] scores, Truth truth) {
    return truth.isEmpty() ? new int[0] : new Ranks(scores, truth.right()).count(truth.ignored());
  }

  private int[] count(int[] ignored) {
    int[] before = new int[right.length + 1];
    float lowest = scores[right[right.length - 1]];
    for (int row = 0; row < scores.length; row++) {
      if (scores[row] >= lowest) {
        before[firstBehind(row)]++;
      }
    }
    for (int row : ignored) {
      if (scores[row] >= lowest) {
        before[firstBehind(row)]--;
      }
    }
    int[] ranks = new int[right.length];
    int sum = 0;
    for (int i = 0; i < ranks.length; i++) {
      sum += before[i];
      ranks[i] = sum;
    }
    return ranks;
  }

  /** Returns the position among the right answers of the first that ranks behind a row. */
  private int firstBehind(int row) {
    int low = 0;
    int high = right.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(row, right[middle]) < 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private int compare(int one, int other) {
    float difference = scores[one] - scores[other];
    return difference > 0 ? -1 : difference < 0 ? 1 : Integer.compare(one, other);
  }
}
