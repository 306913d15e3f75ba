package io.ciderstream.evaluation.metric;

/** Computes the average precision from the ranks of the right answers. */
public enum AveragePrecision {
  /**
   * The area below the precision over the recall by trapezia, as the Oxford, Paris and revisited
   * benchmarks have it: the j-th right answer at rank r, both from 0, adds the mean of j/r (1 if r
   * is 0) and (j+1)/(r+1), divided by the number of right answers.
   */
  TRAPEZOID {
    @Override
    public double of(int[] ranks) {
      double sum = 0;
      for (int j = 0; j < ranks.length; j++) {
        double before = ranks[j] == 0 ? 1 : (double) j / ranks[j];
        double here = (j + 1.0) / (ranks[j] + 1);
        sum += (before + here) / 2;
      }
      return sum / ranks.length;
    }
  },

  /**
   * Google Landmarks' mAP@100: the sum of (j+1)/(r+1) over the right answers within the first 100
   * ranks, divided by 100 or, if they are fewer, the number of right answers.
   */
  FIRST_HUNDRED {
    @Override
    public double of(int[] ranks) {
      double sum = 0;
      for (int j = 0; j < ranks.length && ranks[j] < DEPTH; j++) {
        sum += (j + 1.0) / (ranks[j] + 1);
      }
      return sum / Math.min(ranks.length, DEPTH);
    }
  };

  private static final int DEPTH = 100;

  /**
   * Computes the average precision.
   *
   * @param ranks from 0, ascending, at least one
   * @return 0 to 1
   */
  public abstract double of(int[] ranks);

  /**
   * Computes the precision at k as the revisited benchmark has it: among the first min(k, rank of
   * the last right answer counted from 1), the share that is right.
   *
   * @param ranks from 0, ascending, at least one
   */
  static double precisionAt(int k, int[] ranks) {
    int depth = Math.min(k, ranks[ranks.length - 1] + 1);
    int found = 0;
    while (found < ranks.length && ranks[found] < depth) {
      found++;
    }
    return (double) found / depth;
  }
}
