package io.ciderstream.embedding.infer;

import io.ciderstream.embedding.AttentionMap;
import java.util.Optional;

/**
 * What the network says of one picture.
 *
 * @param vector the descriptor
 * @param attention where it looked, if it has that output
 */
public record Described(float[] vector, Optional<AttentionMap> attention) {
  private static final double TOLERANCE = 1e-3;

  /** Whether the vector is finite and of length 1. */
  public boolean isUnit() {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    return Math.abs(Math.sqrt(squares) - 1) <= TOLERANCE; // false for NaN
  }
}
