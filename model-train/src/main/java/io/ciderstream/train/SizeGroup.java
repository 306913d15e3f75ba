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

  /**
   * @param text such as {@code 384x256}
   * @throws IllegalArgumentException if it is another
   */
  public static SizeGroup parse(String text) {
    String[] sides = text.split("x");
    if (sides.length != 2) {
      throw new IllegalArgumentException("size group " + text);
    }
    return new SizeGroup(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
  }

  @Override
  public String toString() {
    return width + "x" + height;
  }
}
