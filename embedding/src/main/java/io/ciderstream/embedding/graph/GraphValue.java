package io.ciderstream.embedding.graph;

import java.util.List;
import java.util.OptionalInt;

/**
 * An input or output of a graph.
 *
 * @param name of the value
 * @param type of its numbers
 * @param axes each a size in digits, the name of a free size, or {@code ?}; empty if the graph does
 *     not say
 */
public record GraphValue(String name, ElementType type, List<String> axes) {
  private static final int MOST_DIGITS = 9;

  public GraphValue {
    axes = List.copyOf(axes);
  }

  /** Returns the size of an axis, from 0; empty if it is free or there is no such axis. */
  public OptionalInt size(int axis) {
    return axis < axes.size() && axes.get(axis).matches("[1-9]\\d{0," + (MOST_DIGITS - 1) + "}")
        ? OptionalInt.of(Integer.parseInt(axes.get(axis)))
        : OptionalInt.empty();
  }

  /** Returns the number of axes; 0 if the graph does not say. */
  public int rank() {
    return axes.size();
  }

  /** Returns the shape, such as {@code N x 3 x 224 x 224}. */
  public String shape() {
    return axes.isEmpty() ? "of unknown shape" : String.join(" x ", axes);
  }

  @Override
  public String toString() {
    return "%s (%s, %s)".formatted(name, type.text(), shape());
  }
}
