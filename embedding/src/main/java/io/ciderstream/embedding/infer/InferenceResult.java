package io.ciderstream.embedding.infer;

import io.ciderstream.embedding.local.LocalFeatures;
import io.ciderstream.embedding.result.AttentionMap;
import io.ciderstream.schemas.BoundingBox;
import java.util.List;
import java.util.Optional;

/**
 * The output of the model for one picture.
 *
 * @param vector the descriptor
 * @param attention the attention map, if the model has that output
 * @param boxes where the subject is, relative to the network's input
 * @param localFeatures of the strongest positions, if the model has that output
 */
public record InferenceResult(
    float[] vector,
    Optional<AttentionMap> attention,
    List<BoundingBox> boxes,
    Optional<LocalFeatures> localFeatures) {
  private static final double TOLERANCE = 1e-3;

  public InferenceResult {
    boxes = List.copyOf(boxes);
  }

  /** Creates the result of a model without attention. */
  public InferenceResult(float[] vector) {
    this(vector, Optional.empty(), List.of(), Optional.empty());
  }

  /** Returns whether the vector is finite and of length 1. */
  public boolean isUnit() {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    return Math.abs(Math.sqrt(squares) - 1) <= TOLERANCE; // false for NaN
  }
}
