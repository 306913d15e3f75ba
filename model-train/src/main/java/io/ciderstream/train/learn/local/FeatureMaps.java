package io.ciderstream.train.learn.local;

/**
 * The feature maps of a batch.
 *
 * @param values [N,channels,height,width]
 */
record FeatureMaps(float[] values, int channels, int height, int width) {
  /** Returns x and y of the centre of each cell, 0..1, row by row. */
  float[] points() {
    float[] points = new float[2 * height * width];
    for (int cell = 0; cell < height * width; cell++) {
      points[2 * cell] = (cell % width + 0.5f) / width;
      points[2 * cell + 1] = (cell / width + 0.5f) / height;
    }
    return points;
  }

  /**
   * Returns whether a point lies between the centres of cells, at least half a cell from the edge.
   */
  boolean contains(float x, float y) {
    double column = x * width - 0.5;
    double row = y * height - 0.5;
    return column >= 0 && row >= 0 && column <= width - 1 && row <= height - 1;
  }

  /** Returns the feature at a point, interpolated between the nearest four cells. */
  float[] at(int index, float x, float y) {
    float column = Math.clamp(x * width - 0.5f, 0, width - 1);
    float row = Math.clamp(y * height - 0.5f, 0, height - 1);
    int left = Math.min((int) column, Math.max(width - 2, 0));
    int top = Math.min((int) row, Math.max(height - 2, 0));
    int right = Math.min(left + 1, width - 1);
    int bottom = Math.min(top + 1, height - 1);
    float dx = column - left;
    float dy = row - top;
    float[] feature = new float[channels];
    for (int channel = 0; channel < channels; channel++) {
      int map = (index * channels + channel) * height;
      float upper =
          mix(values[(map + top) * width + left], values[(map + top) * width + right], dx);
      float lower =
          mix(values[(map + bottom) * width + left], values[(map + bottom) * width + right], dx);
      feature[channel] = mix(upper, lower, dy);
    }
    return feature;
  }

  private static float mix(float first, float second, float share) {
    return first + (second - first) * share;
  }
}
