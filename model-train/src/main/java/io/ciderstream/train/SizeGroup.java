package io.ciderstream.train;

/**
 * One of the sizes that pictures are resized to, so that a batch is of one shape.
 *
 * @param width pixels, 32 or more
 * @param height pixels, 32 or more
 */
public record SizeGroup(int width, int height) {
  private static final int SMALLEST = 32;

  public SizeGroup {
    if (width < SMALLEST || height < SMALLEST) {
      throw new IllegalArgumentException(
          "size %dx%d has a side below %d pixels".formatted(width, height, SMALLEST));
    }
  }

  /**
   * @param text such as {@code 384x256}
   * @throws IllegalArgumentException if it is another
   */
  public static SizeGroup parse(String text) {
    String[] sides = text.split("x");
    if (sides.length != 2) {
      throw none(text, null);
    }
    try {
      return new SizeGroup(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
    } catch (NumberFormatException e) {
      throw none(text, e);
    }
  }

  private static IllegalArgumentException none(String text, NumberFormatException cause) {
    return new IllegalArgumentException(
        "size '%s' is not WIDTHxHEIGHT in pixels".formatted(text), cause);
  }

  @Override
  public String toString() {
    return width + "x" + height;
  }
}
