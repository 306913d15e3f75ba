package io.ciderstream.embedding.decode;

import io.ciderstream.schemas.BoundingBox;
import java.util.List;

/**
 * Keeps the shape: the shorter side is resized to so many pixels, and the middle is cut out. Sizes
 * are rounded as by torchvision's {@code Resize} and {@code CenterCrop}.
 *
 * @param size what is cut out
 * @param shorter pixels of the shorter side before, at least the longer side of the size
 */
public record CentreCrop(SizeGroups.Size size, int shorter) implements InputSizes {
  /** Checks that the crop lies within every resized picture. */
  public CentreCrop {
    if (shorter < Math.max(size.width(), size.height())) {
      throw new IllegalArgumentException(
          "a shorter side of %d pixels is less than the crop of %s".formatted(shorter, size));
    }
  }

  @Override
  public SizeGroups.Size of(int width, int height, BoundingBox part) {
    return size;
  }

  @Override
  public Placement place(int width, int height, BoundingBox part) {
    double partWidth = Math.max(1, Math.rint(width * (double) (part.x2() - part.x1())));
    double partHeight = Math.max(1, Math.rint(height * (double) (part.y2() - part.y1())));
    int longer =
        (int)
            Math.min(
                MAX_SIDE,
                shorter * Math.max(partWidth, partHeight) / Math.min(partWidth, partHeight));
    return partWidth <= partHeight
        ? Placement.centred(shorter, longer, size)
        : Placement.centred(longer, shorter, size);
  }

  @Override
  public List<SizeGroups.Size> examples() {
    return List.of(size);
  }

  @Override
  public InputSizes scaled(double scale) {
    SizeGroups.Size scaled = size.scaled(scale);
    int side = (int) Math.round(shorter * scale);
    return new CentreCrop(scaled, Math.max(side, Math.max(scaled.width(), scaled.height())));
  }

  @Override
  public boolean few() {
    return true;
  }
}
