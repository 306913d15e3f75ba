package io.ciderstream.streams.recall;

/**
 * A share of found neighbours with its confidence interval, after Wilson (1927). It assumes that
 * the neighbours are found independently; those of one search are not quite, so that the true
 * interval is somewhat wider.
 *
 * @param estimate found of all, 0 to 1
 * @param low lower end of the 95% interval
 * @param high upper end of it
 * @param neighbours how many there were, 1 or more
 */
public record RecallEstimate(double estimate, double low, double high, long neighbours) {
  /** Of a standard normal distribution: 95% are within this. */
  private static final double Z = 1.959964;

  /** Returns the estimate of a sample that is not empty. */
  static RecallEstimate of(long found, long neighbours) {
    double n = neighbours;
    double share = found / n;
    double scale = 1 + Z * Z / n;
    double middle = (share + Z * Z / (2 * n)) / scale;
    double half = Z / scale * Math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
    return new RecallEstimate(
        share, Math.max(0, middle - half), Math.min(1, middle + half), neighbours);
  }
}
