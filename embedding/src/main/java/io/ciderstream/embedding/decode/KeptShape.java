package io.ciderstream.embedding.decode;

import io.ciderstream.schemas.BoundingBox;

/**
 * Keeps the shape: the longest side of a picture or region is resized to so many pixels, also if it
 * is smaller. Unlike {@link LongestSide}, which an evaluation uses, it treats a region as a whole
 * picture.
 *
 * @param longest pixels of the longest side, at least 32
 * @param multiple both sides are rounded to a multiple of it, as networks of patches need; at least
 *     1
 */
public record KeptShape(int longest, int multiple) implements InputSizes {
  /** A side that is not too small for the usual networks. */
  private static final int MIN_SIDE = 32;

  /** Checks the ranges. */
  public KeptShape {
    if (longest < MIN_SIDE) {
      throw new IllegalArgumentException(
          "a longest side of %d pixels is less than %d".formatted(longest, MIN_SIDE));
    }
    if (multiple < 1 || multiple > longest) {
      throw new IllegalArgumentException(
          "a multiple of %d is not 1 to the longest side, %d".formatted(multiple, longest));
    }
  }

  @Override
  public SizeGroups.Size of(int width, int height, BoundingBox part) {
    double partWidth = Math.max(1, width * (double) (part.x2() - part.x1()));
    double partHeight = Math.max(1, height * (double) (part.y2() - part.y1()));
    double factor = longest / Math.max(partWidth, partHeight);
    return new SizeGroups.Size(side(partWidth * factor), side(partHeight * factor));
  }

  private int side(double pixels) {
    long rounded = Math.round(pixels / multiple) * multiple;
    long least = Math.ceilDiv(MIN_SIDE, multiple) * (long) multiple;
    return (int) Math.max(rounded, least);
  }

  @Override
  public InputSizes scaled(double scale) {
    return new KeptShape((int) Math.round(longest * scale), multiple);
  }

  @Override
  public boolean few() {
    return false;
  }
}
