package io.ciderstream.train.learn.config;

import io.ciderstream.evaluation.feature.Scaling;
import io.ciderstream.evaluation.yaml.Key;
import java.util.List;
import java.util.OptionalInt;

/**
 * How large the pictures of an evaluation are embedded.
 *
 * @param size longest side in pixels, with the shape kept; 0 for the network's input sizes
 * @param scales factors on that size; the descriptors of all are averaged
 */
public record EvaluationInput(
    @Key(fallback = "0", max = 4096) int size, @Key(fallback = "1") List<String> scales) {
  public EvaluationInput {
    scaling(size, scales); // checks the ranges
  }

  /** Returns the scales as an evaluation of an exported model has them. */
  public Scaling scaling() {
    return scaling(size, scales);
  }

  private static Scaling scaling(int size, List<String> scales) {
    return new Scaling(
        size == 0 ? OptionalInt.empty() : OptionalInt.of(size),
        scales.stream().map(EvaluationInput::number).toList());
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("The scale '%s' is not a number".formatted(text), e);
    }
  }
}
