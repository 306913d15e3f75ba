package io.ciderstream.overlap.verify;

/**
 * SIFT features of a picture.
 *
 * @param width of the picture that was searched, in pixels
 * @param height of the picture that was searched, in pixels
 * @param positions x and y by turns, in pixels
 * @param descriptors 128 unsigned bytes a position
 */
record SiftFeatures(int width, int height, float[] positions, byte[] descriptors) {
  static final int LENGTH = 128;

  int count() {
    return positions.length / 2;
  }
}
