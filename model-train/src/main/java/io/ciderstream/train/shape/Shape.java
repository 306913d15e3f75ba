package io.ciderstream.train.shape;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Sizes of a value along its axes.
 *
 * @param sizes first axis first, none negative
 */
public record Shape(List<Integer> sizes) {
  public Shape {
    sizes = List.copyOf(sizes);
    if (sizes.stream().anyMatch(size -> size < 0)) {
      throw new IllegalArgumentException("sizes " + sizes);
    }
  }

  public static Shape of(int... sizes) {
    return new Shape(Arrays.stream(sizes).boxed().toList());
  }

  public int rank() {
    return sizes.size();
  }

  /** Returns the size along an axis, from 0. */
  public int size(int axis) {
    return sizes.get(axis);
  }

  /** Returns the number of values. */
  public int count() {
    return sizes.stream().reduce(1, Math::multiplyExact);
  }

  /** Returns the sizes as libtorch expects them. */
  public long[] longs() {
    return sizes.stream().mapToLong(Integer::longValue).toArray();
  }

  @Override
  public String toString() {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
  }
}
