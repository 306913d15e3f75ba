package io.ciderstream.trials.measure;

import java.util.List;

/**
 * Latencies in milliseconds.
 *
 * @param count how many
 * @param p50 the median
 * @param p95 at least as large as 95 of 100
 * @param p99 at least as large as 99 of 100
 * @param max the largest
 */
public record Percentiles(int count, double p50, double p95, double p99, double max) {
  /** Returns the percentiles of some latencies; all are NaN if there are none. */
  public static Percentiles of(List<Double> millis) {
    if (millis.isEmpty()) {
      return new Percentiles(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    return new Percentiles(
        millis.size(),
        Percentile.of(millis, 0.5),
        Percentile.of(millis, 0.95),
        Percentile.of(millis, 0.99),
        Percentile.of(millis, 1));
  }
}
