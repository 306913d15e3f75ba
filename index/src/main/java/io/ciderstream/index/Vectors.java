package io.ciderstream.index;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.List;
import java.util.Optional;

/** Checks and sums of vectors. */
public final class Vectors {
  private Vectors() {}

  /**
   * Rejects a vector of another dimension or with a value that is not finite.
   *
   * @param what the owner of the vector, for the message
   * @throws CiderException VECTOR_INVALID
   */
  public static void check(String what, float[] vector, int dimension) {
    checkDimension(what, vector, dimension);
    checkFinite(what, vector);
  }

  /**
   * Rejects a vector of another dimension.
   *
   * @param what the owner of the vector, for the message
   * @throws CiderException VECTOR_INVALID
   */
  public static void checkDimension(String what, float[] vector, int dimension) {
    if (vector.length != dimension) {
      throw new CiderException(
          ErrorCode.VECTOR_INVALID,
          "%s has dimension %d, the index has %d.".formatted(what, vector.length, dimension));
    }
  }

  /**
   * Rejects a vector with a value that is not finite.
   *
   * @param what the owner of the vector, for the message
   * @throws CiderException VECTOR_INVALID
   */
  public static void checkFinite(String what, float[] vector) {
    for (int i = 0; i < vector.length; i++) {
      if (!Float.isFinite(vector[i])) {
        throw new CiderException(
            ErrorCode.VECTOR_INVALID, "%s has %s at %d.".formatted(what, vector[i], i));
      }
    }
  }

  /**
   * Returns the cosine similarity of two vectors of one dimension, -1..1; 0 if one of them is zero.
   */
  public static float cosine(float[] a, float[] b) {
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
      aa += (double) a[i] * a[i];
      bb += (double) b[i] * b[i];
    }
    return aa == 0 || bb == 0 ? 0 : (float) (dot / Math.sqrt(aa * bb));
  }

  /** Returns the Euclidean length of a vector. */
  public static double length(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }

  /**
   * Returns the sum of vectors of one dimension, scaled to length 1; empty if it is zero.
   *
   * @param vectors one at least
   */
  public static Optional<float[]> direction(List<float[]> vectors) {
    float[] sum = vectors.get(0).clone();
    for (float[] vector : vectors.subList(1, vectors.size())) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += vector[i];
      }
    }
    double length = length(sum);
    if (length == 0) {
      return Optional.empty();
    }
    float scale = (float) (1 / length);
    for (int i = 0; i < sum.length; i++) {
      sum[i] *= scale;
    }
    return Optional.of(sum);
  }
}
