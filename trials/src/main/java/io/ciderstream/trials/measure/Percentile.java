package io.ciderstream.trials.measure;

import java.util.List;

/** Computes percentiles. */
public final class Percentile {
  private Percentile() {}

  /** Returns the smallest value that is at least as large as such a share of all, 0..1. */
  public static double of(List<Double> values, double share) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }
}
