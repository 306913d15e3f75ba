package io.ciderstream.embedding.local;

/**
 * The features of a picture as floats of length 1, one dimension after another.
 *
 * @param count number of features
 * @param values {@code dimension} arrays of {@code count}. Arrays of their own, because the JVM
 *     vectorises a loop over several arrays only if all have the same index
 */
record FeatureColumns(int count, float[][] values) {
  static FeatureColumns of(LocalFeatures features) {
    int dimension = features.dimension();
    float[][] values = new float[dimension][features.count()];
    for (int i = 0; i < features.count(); i++) {
      float scale = scale(features, i);
      for (int k = 0; k < dimension; k++) {
        values[k][i] = features.values()[i * dimension + k] * scale;
      }
    }
    return new FeatureColumns(features.count(), values);
  }

  /** Returns what a feature is multiplied by to have length 1; 0 if all its numbers are 0. */
  static float scale(LocalFeatures features, int position) {
    byte[] values = features.values();
    int first = position * features.dimension();
    int squares = 0;
    for (int k = first; k < first + features.dimension(); k++) {
      squares += values[k] * values[k];
    }
    return squares == 0 ? 0 : (float) (1 / Math.sqrt(squares));
  }

  int dimension() {
    return values.length;
  }
}
