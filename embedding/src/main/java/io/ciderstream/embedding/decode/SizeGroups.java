package io.ciderstream.embedding.decode;

import io.ciderstream.schemas.BoundingBox;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The few input sizes that pictures are resized to by their shape, so that a batch is of one size.
 *
 * @param sizes from flat to tall
 * @param bounds of height / width between neighbouring sizes, growing
 */
public record SizeGroups(List<Size> sizes, List<Double> bounds) implements InputSizes {
  /**
   * An input size.
   *
   * @param width pixels
   * @param height pixels
   */
  public record Size(int width, int height) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})x(\\d{1,9})");

    /**
     * Reads a size.
     *
     * @param text such as {@code 384x256}
     * @throws IllegalArgumentException if it is not of this form
     */
    public static Size parse(String text) {
      Matcher sides = FORM.matcher(text);
      if (!sides.matches()) {
        throw new IllegalArgumentException(
            "size '%s' is not WIDTHxHEIGHT in pixels".formatted(text));
      }
      return new Size(Integer.parseInt(sides.group(1)), Integer.parseInt(sides.group(2)));
    }

    /** Returns the size with both sides scaled and rounded. */
    public Size scaled(double scale) {
      return new Size((int) Math.round(width * scale), (int) Math.round(height * scale));
    }

    /** Returns the bytes of an RGB picture of this size. */
    public int bytes() {
      return width * height * 3;
    }

    /** Returns the pixels of a picture of this size. */
    long pixels() {
      return (long) width * height;
    }

    @Override
    public String toString() {
      return width + "x" + height;
    }
  }

  /** Checks that there is one bound fewer than sizes, and that the bounds are positive and grow. */
  public SizeGroups {
    sizes = List.copyOf(sizes);
    bounds = List.copyOf(bounds);
    if (sizes.isEmpty() || bounds.size() != sizes.size() - 1) {
      throw new IllegalArgumentException(
          "%d sizes need %d bounds, not %s"
              .formatted(sizes.size(), Math.max(0, sizes.size() - 1), bounds));
    }
    double last = 0;
    for (double bound : bounds) {
      if (!(bound > last) || Double.isInfinite(bound)) { // so that NaN is rejected too
        throw new IllegalArgumentException(
            "bounds %s are not positive and growing".formatted(bounds));
      }
      last = bound;
    }
  }

  /**
   * Reads the model's metadata.
   *
   * @param sizes such as {@code 384x256,320x320}
   * @param bounds such as {@code 0.77}
   */
  public static SizeGroups parse(String sizes, String bounds) {
    return new SizeGroups(
        split(sizes).map(Size::parse).toList(), split(bounds).map(Double::valueOf).toList());
  }

  private static Stream<String> split(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(part -> !part.isEmpty());
  }

  @Override
  public SizeGroups scaled(double scale) {
    return new SizeGroups(sizes.stream().map(size -> size.scaled(scale)).toList(), bounds);
  }

  @Override
  public List<Size> examples() {
    return sizes;
  }

  @Override
  public Size of(int width, int height, BoundingBox part) {
    return of(width * (double) (part.x2() - part.x1()), height * (double) (part.y2() - part.y1()));
  }

  @Override
  public boolean few() {
    return true;
  }

  /** Returns the size for a picture of this shape. */
  public Size of(double width, double height) {
    int group = 0;
    while (group < bounds.size() && height / width >= bounds.get(group)) {
      group++;
    }
    return sizes.get(group);
  }
}
