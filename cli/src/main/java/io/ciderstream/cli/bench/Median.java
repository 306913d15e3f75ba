package io.ciderstream.cli.bench;

import java.util.List;

/** Medians. */
final class Median {
  private Median() {}

  /** The middle one, the upper of two. */
  static double of(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
