package io.ciderstream.embedding.decode;

import io.ciderstream.schemas.BoundingBox;
import java.util.List;
import java.util.stream.Stream;

/** The size of a picture at the network's input, and where in the input it lies. */
public sealed interface InputSizes
    permits SizeGroups, LongestSide, LongestSideOfPart, CentreCrop, Letterbox, KeptShape {
  /** The longest side that a picture is resized to, OpenCV's own bound. */
  int MAX_SIDE = 1 << 20;

  /**
   * Returns the network's input size for a region of a picture.
   *
   * @param width of the whole picture in pixels, upright
   * @param height of the whole picture in pixels, upright
   * @param part what is cropped
   */
  SizeGroups.Size of(int width, int height, BoundingBox part);

  /**
   * Returns where a region of a picture lies in the input of that size; by default, it fills it.
   */
  default Placement place(int width, int height, BoundingBox part) {
    return Placement.stretched(of(width, height, part));
  }

  /** Returns the sizes to try a network with: all if they are few, else those of usual shapes. */
  default List<SizeGroups.Size> examples() {
    BoundingBox whole = new BoundingBox(0, 0, 1, 1, 1);
    return Stream.of(of(MAX_SIDE, MAX_SIDE, whole), of(4000, 3000, whole), of(3000, 4000, whole))
        .distinct()
        .toList();
  }

  /** Returns the same with every side scaled and rounded, for evaluations. */
  InputSizes scaled(double scale);

  /** Returns whether there are so few sizes that a buffer of each is worth keeping. */
  boolean few();
}
