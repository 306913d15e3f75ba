package io.ciderstream.trials.measure;

import java.util.Arrays;
import java.util.Collection;

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
  public static Percentiles of(Collection<Double> millis) {
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new Percentiles(
        sorted.length, at(sorted, 0.5), at(sorted, 0.95), at(sorted, 0.99), at(sorted, 1));
  }

  private static double at(double[] sorted, double share) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  /** Returns the percentiles of some latencies. */
  public static Percentiles of(double... millis) {
    return of(Arrays.stream(millis).boxed().toList());
  }
}
