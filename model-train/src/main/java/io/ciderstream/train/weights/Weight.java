package io.ciderstream.train.weights;

import io.ciderstream.train.shape.Shape;

/**
 * One parameter.
 *
 * @param shape sizes along its axes
 * @param values row by row, as many as the shape says; not copied, not to be changed
 */
public record Weight(Shape shape, float[] values) {
  public Weight {
    if (shape.count() != values.length) {
      throw new IllegalArgumentException("shape %s, but %d values".formatted(shape, values.length));
    }
  }
}
