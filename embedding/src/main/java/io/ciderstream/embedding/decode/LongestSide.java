package io.ciderstream.embedding.decode;

import io.ciderstream.schemas.BoundingBox;

/**
 * Keeps the shape of a picture: larger ones are shrunk until their longest side has so many pixels,
 * smaller ones stay, then either is scaled. A part is scaled by the factor of its whole picture.
 *
 * @param pixels longest side, at least 32
 * @param scale applied to every picture afterwards, above 0
 */
public record LongestSide(int pixels, double scale) implements InputSizes {
  /** A side that every network of this project can embed; smaller regions are enlarged. */
  private static final int MIN_SIDE = 32;

  /** Checks the ranges. */
  public LongestSide {
    if (pixels < MIN_SIDE || !(scale > 0) || Double.isInfinite(scale)) {
      throw new IllegalArgumentException("longest side %d, scale %s".formatted(pixels, scale));
    }
  }

  @Override
  public SizeGroups.Size of(int width, int height, BoundingBox part) {
    double factor = Math.min(1, (double) pixels / Math.max(width, height)) * scale;
    return new SizeGroups.Size(
        side(width * (double) (part.x2() - part.x1()) * factor),
        side(height * (double) (part.y2() - part.y1()) * factor));
  }

  @Override
  public InputSizes scaled(double factor) {
    return new LongestSide(pixels, scale * factor);
  }

  @Override
  public boolean few() {
    return false;
  }

  private static int side(double pixels) {
    return Math.max(MIN_SIDE, (int) Math.round(pixels));
  }
}
