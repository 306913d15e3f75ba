package io.ciderstream.trials.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Where the values of an axis are, and its marks.
 *
 * @param least value at the beginning
 * @param most value at the end
 * @param logarithmic whether equal distances are equal factors
 */
record AxisScale(double least, double most, boolean logarithmic) {
  private static final int MARKS = 5;

  /** Returns a scale that has room for all values; a linear one begins at 0. */
  static AxisScale of(DoubleStream values, boolean logarithmic) {
    double[] all = values.filter(Double::isFinite).toArray();
    double most = DoubleStream.of(all).max().orElse(1);
    if (!logarithmic) {
      double step = step(most <= 0 ? 1 : most);
      return new AxisScale(0, Math.ceil(most / step) * step, false);
    }
    double least = DoubleStream.of(all).min().orElse(1);
    double first = Math.floor(Math.log10(least));
    double last = Math.ceil(Math.log10(most));
    return new AxisScale(Math.pow(10, first), Math.pow(10, last == first ? last + 1 : last), true);
  }

  /** Returns how far a value is from the beginning, 0..1. */
  double share(double value) {
    return logarithmic
        ? Math.log10(value / least) / Math.log10(most / least)
        : (value - least) / (most - least);
  }

  /** Returns the values that are marked. */
  List<Double> marks() {
    List<Double> marks = new ArrayList<>();
    if (logarithmic) {
      for (double mark = least; mark <= most * 1.001; mark *= 10) {
        marks.add(mark);
      }
      return marks;
    }
    double step = step(most);
    for (int i = 0; i * step <= most * 1.001; i++) {
      marks.add(i * step);
    }
    return marks;
  }

  /** Returns 1, 2 or 5 times a power of 10, so that there are about five marks. */
  private static double step(double most) {
    double rough = most / MARKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double digit = rough / power;
    return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
  }

  /** Returns the text of a mark. */
  static String text(double value) {
    if (value >= 1e6) {
      return trimmed(value / 1e6) + " M";
    }
    return value >= 10_000 ? trimmed(value / 1e3) + " k" : trimmed(value);
  }

  private static String trimmed(double value) {
    String text = String.format(Locale.ROOT, "%.3f", value);
    return text.replaceAll("0+$", "").replaceAll("\\.$", "");
  }
}
