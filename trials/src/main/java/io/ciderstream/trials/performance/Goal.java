package io.ciderstream.trials.performance;

import java.util.OptionalDouble;

/**
 * A figure that is to be reached.
 *
 * @param what it is, in words
 * @param part benchmark that measures it
 * @param figure its name in the benchmark's result
 * @param least value that reaches it; NaN if {@code most} counts
 * @param most value that reaches it; NaN if {@code least} counts
 * @param reason why it falls short, where it does; empty if that is not known
 */
public record Goal(
    String what, String part, String figure, Double least, Double most, String reason) {

  /** Returns the bound as text. */
  String bound() {
    return least != null ? "at least " + number(least) : "at most " + number(most);
  }

  /** Returns whether the value reaches the goal. */
  boolean reached(double value) {
    return least != null ? value >= least : value <= most;
  }

  /** Returns how the goal stands, as text. */
  String state(OptionalDouble value) {
    if (value.isEmpty()) {
      return "not measured";
    }
    if (reached(value.getAsDouble())) {
      return "reached";
    }
    return "short" + (reason == null || reason.isEmpty() ? "" : ": " + reason);
  }

  private static String number(double bound) {
    return bound == Math.rint(bound) ? "%,d".formatted((long) bound) : Double.toString(bound);
  }
}
