package io.ciderstream.trials.measure;

import java.util.List;

/** Computes medians. */
public final class Median {
  private Median() {}

  /** Returns the middle value, the upper one of two. */
  public static double of(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
