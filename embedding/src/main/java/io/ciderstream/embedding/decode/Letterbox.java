package io.ciderstream.embedding.decode;

import io.ciderstream.schemas.BoundingBox;
import java.util.List;

/**
 * Keeps the shape and shows everything: the picture is resized until it just fits, and padded on
 * two sides. Sizes are rounded as by Pillow's {@code ImageOps.pad}.
 *
 * @param size of the input
 */
public record Letterbox(SizeGroups.Size size) implements InputSizes {
  @Override
  public SizeGroups.Size of(int width, int height, BoundingBox part) {
    return size;
  }

  @Override
  public Placement place(int width, int height, BoundingBox part) {
    double shape =
        Math.max(1, Math.rint(width * (double) (part.x2() - part.x1())))
            / Math.max(1, Math.rint(height * (double) (part.y2() - part.y1())));
    double room = (double) size.width() / size.height();
    int fittedWidth = shape < room ? side(size.height() * shape, size.width()) : size.width();
    int fittedHeight = shape > room ? side(size.width() / shape, size.height()) : size.height();
    return Placement.centred(fittedWidth, fittedHeight, size);
  }

  private static int side(double pixels, int most) {
    return (int) Math.clamp(Math.rint(pixels), 1, most);
  }

  @Override
  public List<SizeGroups.Size> examples() {
    return List.of(size);
  }

  @Override
  public InputSizes scaled(double scale) {
    return new Letterbox(size.scaled(scale));
  }

  @Override
  public boolean few() {
    return true;
  }
}
