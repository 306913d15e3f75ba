package io.ciderstream.evaluation.rerank;

/**
 * The parameters of re-ranking by k-reciprocal neighbours, with the names of Zhong et al., CVPR
 * 2017.
 *
 * @param k1 neighbours that must be mutual, 1..1000
 * @param k2 neighbours whose encodings are averaged, 1..k1
 * @param lambda weight of the descriptors' own similarity, 0..1
 */
public record ReciprocalOptions(int k1, int k2, double lambda) {
  private static final int MOST = 1_000;
  private static final double K2_SHARE = 0.3;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException that says what they must be
   */
  public ReciprocalOptions {
    if (k1 < 1 || k1 > MOST || k2 < 1 || k2 > k1) {
      throw new IllegalArgumentException(
          "k1 is %d and k2 is %d, but k1 must be 1 to %d and k2 1 to k1".formatted(k1, k2, MOST));
    }
    if (!(lambda >= 0 && lambda <= 1)) {
      throw new IllegalArgumentException("lambda is %s, but must be 0 to 1".formatted(lambda));
    }
  }

  /**
   * Returns the options with k2 = 0.3 k1, at least 1.
   *
   * @throws IllegalArgumentException that says what they must be
   */
  public static ReciprocalOptions of(int k1, double lambda) {
    return new ReciprocalOptions(k1, Math.max(1, (int) Math.round(K2_SHARE * k1)), lambda);
  }
}
