package io.ciderstream.schemas;

/**
 * A rectangle in a picture after its EXIF orientation.
 *
 * @param x1 left edge, 0..1
 * @param y1 top edge, 0..1
 * @param x2 right edge, 0..1
 * @param y2 bottom edge, 0..1
 * @param score confidence, 0..1
 */
public record BoundingBox(float x1, float y1, float x2, float y2, float score) {
  /** Returns this box, which is relative to a region, relative to the whole picture. */
  public BoundingBox within(BoundingBox region) {
    float width = region.x2 - region.x1;
    float height = region.y2 - region.y1;
    return new BoundingBox(
        region.x1 + x1 * width,
        region.y1 + y1 * height,
        region.x1 + x2 * width,
        region.y1 + y2 * height,
        score);
  }
}
