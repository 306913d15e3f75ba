package io.ciderstream.embedding.local;

/** An affine map of the plane: {@code x' = a x + b y + c}, {@code y' = d x + e y + f}. */
record AffineMap(double a, double b, double c, double d, double e, double f) {
  private static final double SMALLEST_AREA = 1e-9;
  private static final double LEAST_SCALE = 0.2;

  /**
   * Returns the map of three points to three others.
   *
   * @param from x and y of each point
   * @param to x and y of each point
   * @return null if the points lie on a line
   */
  static AffineMap through(double[] from, double[] to) {
    double x1 = from[2] - from[0];
    double y1 = from[3] - from[1];
    double x2 = from[4] - from[0];
    double y2 = from[5] - from[1];
    double area = x1 * y2 - x2 * y1;
    if (Math.abs(area) < SMALLEST_AREA) {
      return null;
    }
    double u1 = to[2] - to[0];
    double u2 = to[4] - to[0];
    double v1 = to[3] - to[1];
    double v2 = to[5] - to[1];
    double a = (u1 * y2 - u2 * y1) / area;
    double b = (u2 * x1 - u1 * x2) / area;
    double d = (v1 * y2 - v2 * y1) / area;
    double e = (v2 * x1 - v1 * x2) / area;
    return new AffineMap(
        a, b, to[0] - a * from[0] - b * from[1], d, e, to[1] - d * from[0] - e * from[1]);
  }

  /**
   * Returns whether the map could be that of a camera's move: it neither mirrors nor collapses the
   * plane, and scales no direction by more than 5.
   */
  boolean isPlausible() {
    double determinant = a * e - b * d;
    if (determinant <= 0) {
      return false; // half of all random maps: spares the roots
    }
    double squares = a * a + b * b + d * d + e * e;
    // singular values s1 >= s2: s1^2 + s2^2 = squares, s1 s2 = determinant
    double root = Math.sqrt(Math.max(0, squares * squares / 4 - determinant * determinant));
    double largest = Math.sqrt(squares / 2 + root);
    return largest <= 1 / LEAST_SCALE && determinant / largest >= LEAST_SCALE;
  }

  double x(double x, double y) {
    return a * x + b * y + c;
  }

  double y(double x, double y) {
    return d * x + e * y + f;
  }
}
