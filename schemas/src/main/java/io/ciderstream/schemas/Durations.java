package io.ciderstream.schemas;

import java.time.Duration;

/** Writes durations as people do; every message that shows one uses this. */
public final class Durations {
  private static final long MICROS = 1_000;
  private static final long MILLIS = 1_000_000;
  private static final long SECOND = 1_000_000_000;

  /** Up to here, seconds get a decimal. */
  private static final long FEW_SECONDS = 10 * SECOND;

  /** A duration that is so close to a whole second, as what a deadline has left, is written so. */
  private static final long TOLERANCE = 50 * MILLIS;

  private Durations() {}

  /**
   * Returns the duration as text: {@code 250 ms}, {@code 1.5 s}, {@code 10 s}, {@code 1 min 30 s},
   * {@code 2 h 5 min}, {@code 7 d}. It is rounded to what a reader needs.
   */
  public static String text(Duration duration) {
    if (duration.isNegative()) {
      return "-" + text(duration.negated());
    }
    if (duration.compareTo(Duration.ofMinutes(1).minusNanos(TOLERANCE)) >= 0) {
      return spoken(duration.plusNanos(SECOND / 2));
    }
    return brief(duration.toNanos());
  }

  private static String brief(long nanos) {
    if (nanos == 0) {
      return "0 s";
    }
    if (nanos < MILLIS) {
      return Math.max(1, nanos / MICROS) + " µs";
    }
    long whole = (nanos + SECOND / 2) / SECOND;
    if (whole > 0 && Math.abs(nanos - whole * SECOND) < TOLERANCE || nanos > FEW_SECONDS) {
      return whole + " s";
    }
    if (nanos < SECOND) {
      return (nanos + MILLIS / 2) / MILLIS + " ms";
    }
    long tenths = (nanos + SECOND / 20) / (SECOND / 10);
    return tenths / 10 + "." + tenths % 10 + " s";
  }

  private static String spoken(Duration duration) {
    if (duration.toDays() > 0) {
      return two(duration.toDays(), "d", duration.toHoursPart(), "h");
    }
    if (duration.toHours() > 0) {
      return two(duration.toHours(), "h", duration.toMinutesPart(), "min");
    }
    return two(duration.toMinutes(), "min", duration.toSecondsPart(), "s");
  }

  private static String two(long first, String unit, long second, String smaller) {
    return first + " " + unit + (second == 0 ? "" : " " + second + " " + smaller);
  }
}
