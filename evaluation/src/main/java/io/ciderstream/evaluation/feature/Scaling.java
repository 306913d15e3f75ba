package io.ciderstream.evaluation.feature;

import io.ciderstream.embedding.decode.InputSizes;
import io.ciderstream.embedding.decode.LongestSide;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * How large pictures are embedded.
 *
 * @param longestSide pixels, with the shape kept; empty for the model's own sizes, as served
 * @param scales factors on that size; the descriptors of all are averaged and normalised
 */
public record Scaling(OptionalInt longestSide, List<Double> scales) {
  private static final int MIN_SIZE = 32;
  private static final int MAX_SIZE = 4096;
  private static final double FACTOR = 4;

  /** One scale, the model's own sizes: what is served. */
  public static final Scaling AS_SERVED = new Scaling(OptionalInt.empty(), List.of(1.0));

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException that says what they must be
   */
  public Scaling {
    scales = List.copyOf(scales);
    boolean side =
        longestSide.isEmpty()
            || longestSide.getAsInt() >= MIN_SIZE && longestSide.getAsInt() <= MAX_SIZE;
    boolean factors =
        !scales.isEmpty() && scales.stream().allMatch(s -> s >= 1 / FACTOR && s <= FACTOR);
    if (!side || !factors) {
      throw new IllegalArgumentException(
          "The size is %s and the scales are %s, but must be %d to %d and 0.25 to 4"
              .formatted(
                  longestSide.isPresent() ? longestSide.getAsInt() : "the model's",
                  scales,
                  MIN_SIZE,
                  MAX_SIZE));
    }
  }

  /** Returns the network's input sizes at one of the scales. */
  public InputSizes at(double scale, InputSizes served) {
    return longestSide.isPresent()
        ? new LongestSide(longestSide.getAsInt(), scale)
        : served.scaled(scale);
  }

  @Override
  public String toString() {
    return (longestSide.isPresent() ? longestSide.getAsInt() + " pixels" : "served sizes")
        + scales.stream().map(Object::toString).collect(Collectors.joining(", ", " x ", ""));
  }
}
