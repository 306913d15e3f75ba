package io.ciderstream.train;

/**
 * One of the sizes that pictures are resized to, so that a batch is of one shape.
 *
 * @param width pixels, 32 or more
 * @param height pixels, 32 or more
 */
public record SizeGroup(int width, int height) {
  public SizeGroup {
    if (width < 32 || height < 32) {
      throw new IllegalArgumentException("size group " + width + "x" + height);
    }
  }

  @Override
  public String toString() {
    return width + "x" + height;
  }
}
