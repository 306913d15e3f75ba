package io.ciderstream.embedding.decode;

import io.ciderstream.schemas.BoundingBox;

/** The size of a picture at the network's input. */
public sealed interface InputSizes permits SizeGroups, LongestSide, LongestSideOfPart {
  /**
   * Returns the network's input size for a region of a picture.
   *
   * @param width of the whole picture in pixels, upright
   * @param height of the whole picture in pixels, upright
   * @param part what is cropped
   */
  SizeGroups.Size of(int width, int height, BoundingBox part);

  /** Returns whether there are so few sizes that a buffer of each is worth keeping. */
  boolean few();
}
