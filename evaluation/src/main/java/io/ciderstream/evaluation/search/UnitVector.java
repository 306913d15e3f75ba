package io.ciderstream.evaluation.search;

/** Vectors of length 1. */
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

  /** Returns the cosine of two vectors of length 1, which is their inner product. */
  public static double cosine(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (double) one[i] * other[i];
    }
    return sum;
  }
}
