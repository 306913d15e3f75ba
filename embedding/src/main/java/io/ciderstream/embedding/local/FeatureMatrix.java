package io.ciderstream.embedding.local;

/**
 * The features of a picture as floats of length 1.
 *
 * @param count number of features
 * @param dimension length of a feature
 * @param values {@code count} rows of {@code dimension}, or, transposed, {@code dimension} rows of
 *     {@code count}
 */
record FeatureMatrix(int count, int dimension, float[] values) {
  /** Returns one feature after another. */
  static FeatureMatrix rows(LocalFeatures features) {
    return of(features, features.dimension(), 1);
  }

  /** Returns one dimension after another. */
  static FeatureMatrix columns(LocalFeatures features) {
    return of(features, 1, features.count());
  }

  private static FeatureMatrix of(LocalFeatures features, int featureStep, int numberStep) {
    int dimension = features.dimension();
    byte[] bytes = features.values();
    float[] values = new float[bytes.length];
    for (int i = 0; i < features.count(); i++) {
      int first = i * dimension;
      int squares = 0;
      for (int k = first; k < first + dimension; k++) {
        squares += bytes[k] * bytes[k];
      }
      float scale = squares == 0 ? 0 : (float) (1 / Math.sqrt(squares));
      for (int k = 0; k < dimension; k++) {
        values[i * featureStep + k * numberStep] = bytes[first + k] * scale;
      }
    }
    return new FeatureMatrix(features.count(), dimension, values);
  }
}
