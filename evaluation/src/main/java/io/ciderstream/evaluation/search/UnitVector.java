package io.ciderstream.evaluation.search;

/** Scales vectors to length 1. */
public final class UnitVector {
  private static final double MIN_LENGTH = 1e-12;

  private UnitVector() {}

  /** Divides a vector by its Euclidean length, at least 1e-12. */
  public static float[] of(double[] vector) {
    double squares = 0;
    for (double value : vector) {
      squares += value * value;
    }
    double length = Math.max(Math.sqrt(squares), MIN_LENGTH);
    float[] unit = new float[vector.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (vector[i] / length);
    }
    return unit;
  }
}
