package io.ciderstream.train.learn.attend;

/** That things tend to stand in the middle. */
final class Centre {
  private static final double DEVIATION = 0.5;

  private Centre() {}

  /** {@code exp(-(x^2 + y^2) / (2 * 0.5^2))}, x and y from -1 to 1 over the map; row by row. */
  static float[] hints(int height, int width) {
    float[] hints = new float[height * width];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        double y = (row + 0.5) / height * 2 - 1;
        double x = (column + 0.5) / width * 2 - 1;
        hints[row * width + column] =
            (float) Math.exp(-(x * x + y * y) / (2 * DEVIATION * DEVIATION));
      }
    }
    return hints;
  }
}
