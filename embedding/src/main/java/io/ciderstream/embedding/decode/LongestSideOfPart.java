package io.ciderstream.embedding.decode;

import io.ciderstream.schemas.BoundingBox;

/**
 * Keeps the shape: a larger picture, or a larger part of one, is shrunk until its longest side has
 * so many pixels, a smaller one stays. A part is scaled by its own size, unlike by {@link
 * LongestSide}.
 *
 * @param side of what is returned
 */
public record LongestSideOfPart(LongestSide side) implements InputSizes {
  private static final BoundingBox WHOLE = new BoundingBox(0, 0, 1, 1, 1);

  @Override
  public SizeGroups.Size of(int width, int height, BoundingBox part) {
    return side.of(
        pixels(width * (double) (part.x2() - part.x1())),
        pixels(height * (double) (part.y2() - part.y1())),
        WHOLE);
  }

  private static int pixels(double length) {
    return Math.max(1, (int) Math.round(length));
  }

  @Override
  public InputSizes scaled(double scale) {
    return new LongestSideOfPart(new LongestSide(side.pixels(), side.scale() * scale));
  }

  @Override
  public boolean few() {
    return side.few();
  }
}
