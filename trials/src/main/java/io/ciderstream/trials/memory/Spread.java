package io.ciderstream.trials.memory;

import io.ciderstream.trials.measure.Median;
import java.util.Collections;
import java.util.List;

/**
 * A figure measured several times.
 *
 * @param least the smallest value
 * @param median the middle value
 * @param most the largest value
 */
public record Spread(double least, double median, double most) {
  /** Returns the spread of values; at least one. */
  static Spread of(List<Double> values) {
    return new Spread(Collections.min(values), Median.of(values), Collections.max(values));
  }

  /**
   * Returns the ordinate at an abscissa on the line through the medians of this and another one. If
   * the other one does not exceed the spread of this, there is no growth, and it is the other's
   * median.
   */
  double extrapolate(long at, Spread other, long otherAt, long to) {
    double slope = other.least <= most ? 0 : (other.median - median) / (otherAt - at);
    return other.median + slope * (to - otherAt);
  }
}
