package io.ciderstream.embedding.decode;

import io.ciderstream.embedding.sniff.Orientation;
import io.ciderstream.schemas.BoundingBox;

/**
 * Where a picture, or a region of it, comes to lie in the network's input: it is resized, and the
 * input is a window on the result. What the window shows beside the picture is padding.
 *
 * @param width of the resized picture in pixels
 * @param height of the resized picture in pixels
 * @param left column of the resized picture at which the window begins; negative if padded
 * @param top row of the resized picture at which the window begins; negative if padded
 * @param input size of the window
 */
public record Placement(int width, int height, int left, int top, SizeGroups.Size input) {
  /** Returns the placement of a picture that fills the input exactly. */
  static Placement stretched(SizeGroups.Size input) {
    return new Placement(input.width(), input.height(), 0, 0, input);
  }

  /** Returns the placement with the middle of the picture in the middle of the input. */
  static Placement centred(int width, int height, SizeGroups.Size input) {
    return new Placement(
        width, height, start(width, input.width()), start(height, input.height()), input);
  }

  /** Half of the difference, as torchvision and Pillow round it. */
  private static int start(int picture, int input) {
    return picture >= input
        ? (int) Math.rint((picture - input) / 2.0)
        : -(int) Math.rint((input - picture) / 2.0);
  }

  /** Returns the part of the picture that the input shows; outside of 0..1 is padding. */
  BoundingBox view() {
    return new BoundingBox(
        (float) left / width,
        (float) top / height,
        (float) (left + input.width()) / width,
        (float) (top + input.height()) / height,
        1);
  }

  /** Returns the pixels of the resized picture. */
  long pixels() {
    return (long) width * height;
  }

  /** Returns whether the picture fills the input and nothing of it is cut off. */
  boolean isStretched() {
    return left == 0 && top == 0 && width == input.width() && height == input.height();
  }

  /** Returns the placement of the picture as it is stored, which this one has upright. */
  Placement stored(Orientation orientation) {
    int x = orientation.mirrorsX() ? width - left - input.width() : left;
    int y = orientation.mirrorsY() ? height - top - input.height() : top;
    return orientation.transposes()
        ? new Placement(height, width, y, x, new SizeGroups.Size(input.height(), input.width()))
        : new Placement(width, height, x, y, input);
  }
}
