package io.ciderstream.embedding.infer;

import io.ciderstream.embedding.result.AttentionMap;
import io.ciderstream.schemas.BoundingBox;
import java.util.List;
import java.util.Optional;

/**
 * What the network says of one picture.
 *
 * @param vector the descriptor
 * @param attention where it looked, if it has that output
 * @param boxes where the subject is, relative to the network's input
 */
public record InferenceResult(
    float[] vector, Optional<AttentionMap> attention, List<BoundingBox> boxes) {
  private static final double TOLERANCE = 1e-3;

  public InferenceResult {
    boxes = List.copyOf(boxes);
  }

  /** By a network without attention. */
  public InferenceResult(float[] vector) {
    this(vector, Optional.empty(), List.of());
  }

  /** Whether the vector is finite and of length 1. */
  public boolean isUnit() {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    return Math.abs(Math.sqrt(squares) - 1) <= TOLERANCE; // false for NaN
  }
}
