package io.ciderstream.integrity.result;

/**
 * What a sample says about all ids.
 *
 * @param share of the ids that was compared, 0 to 1
 * @param compared how many ids were compared
 * @param differing how many of them differ
 * @param all about how many ids there are
 * @param atMost so many of all differ at most, with the confidence
 */
public record SampleBound(double share, long compared, long differing, long all, long atMost) {
  /** The probability with which the bound holds. */
  public static final double CONFIDENCE = 0.95;

  /** More differing ids than this are as good as distributed normally. */
  private static final long EXACT = 10_000;

  private static final double NORMAL_QUANTILE = 1.6449;

  private static final int STEPS = 200;

  /** Returns the bound of a sample whose ids were chosen by their hash. */
  public static SampleBound of(double share, long compared, long differing) {
    long all = Math.round(compared / share);
    double fraction = compared == 0 ? 1 : upperFraction(compared, differing);
    return new SampleBound(share, compared, differing, all, (long) Math.ceil(fraction * all));
  }

  /**
   * Returns the one-sided bound of Clopper and Pearson: the fraction at which so few differing ids
   * have a probability of 5%.
   */
  static double upperFraction(long compared, long differing) {
    if (differing > EXACT) {
      double fraction = (double) differing / compared;
      return Math.min(
          1, fraction + NORMAL_QUANTILE * Math.sqrt(fraction * (1 - fraction) / compared));
    }
    double low = (double) differing / compared;
    double high = 1;
    for (int step = 0; step < STEPS && differing < compared; step++) {
      double middle = (low + high) / 2;
      if (atMost(differing, compared, middle) > 1 - CONFIDENCE) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** Returns the probability of at most k of n, each with probability p. */
  private static double atMost(long k, long n, double p) {
    double logOdds = Math.log(p) - Math.log1p(-p);
    double log = n * Math.log1p(-p);
    double sum = Math.exp(log);
    for (long i = 0; i < k; i++) {
      log += Math.log((double) (n - i) / (i + 1)) + logOdds;
      sum += Math.exp(log);
    }
    return sum;
  }
}
