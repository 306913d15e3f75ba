package io.ciderstream.embedding.result;

import io.ciderstream.schemas.BoundingBox;
import java.nio.FloatBuffer;

/**
 * The attention of the model over the picture.
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 * @param values height x width bytes, row by row; 255 is 1.0
 */
public record AttentionMap(int height, int width, byte[] values) {
  /** Checks that the values fill the map. */
  public AttentionMap {
    if (height < 1 || width < 1 || values.length != height * width) {
      throw new IllegalArgumentException(
          "%d values do not fill %d x %d".formatted(values.length, width, height));
    }
  }

  /** Returns the attention of a cell, 0..1. */
  public double at(int row, int column) {
    return Byte.toUnsignedInt(values[row * width + column]) / 255.0;
  }

  /**
   * Returns the map of a picture of which this one covers a view. It has as many cells; those that
   * the view leaves out are 0.
   *
   * @param view in the picture; beyond 0..1 is padding
   */
  public AttentionMap seenThrough(BoundingBox view) {
    if (view.x1() == 0 && view.y1() == 0 && view.x2() == 1 && view.y2() == 1) {
      return this;
    }
    byte[] seen = new byte[values.length];
    for (int i = 0; i < seen.length; i++) {
      double x = ((i % width + 0.5) / width - view.x1()) / (view.x2() - view.x1());
      double y = ((i / width + 0.5) / height - view.y1()) / (view.y2() - view.y1());
      if (x >= 0 && x < 1 && y >= 0 && y < 1) {
        seen[i] = values[(int) (y * height) * width + (int) (x * width)];
      }
    }
    return new AttentionMap(height, width, seen);
  }

  /** Takes the next height x width numbers of 0..1; what is outside is clamped, NaN is 0. */
  public static AttentionMap read(FloatBuffer numbers, int height, int width) {
    byte[] values = new byte[height * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) Math.round(Math.clamp(numbers.get(), 0f, 1f) * 255);
    }
    return new AttentionMap(height, width, values);
  }
}
