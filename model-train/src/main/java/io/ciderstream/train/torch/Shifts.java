package io.ciderstream.train.torch;

import io.ciderstream.train.weights.Weight;
import io.ciderstream.train.weights.Weights;
import java.util.HashMap;
import java.util.Map;

/**
 * Batch normalisations that were folded into the convolution before them: mean 0, weight 1 and one
 * variance for all channels, so that they may add their bias and nothing else.
 */
final class Shifts {
  private static final String MEAN = ".running_mean";
  private static final double ROUNDING = 1e-6;

  private final Map<String, Float> variances = new HashMap<>();

  /** Notes all normalisations whose mean is among these weights, in place of what was known. */
  void note(Weights weights) {
    for (String name : weights.byName().keySet()) {
      if (name.endsWith(MEAN)) {
        String norm = name.substring(0, name.length() - MEAN.length());
        float variance = weights.get(norm + ".running_var").values()[0];
        boolean folded =
            all(weights.get(name), 0)
                && all(weights.get(norm + ".weight"), 1)
                && all(weights.get(norm + ".running_var"), variance);
        variances.remove(norm);
        if (folded) {
          variances.put(norm, variance);
        }
      }
    }
  }

  /** The normalisation moves its statistics from now on. */
  void forget(String norm) {
    variances.remove(norm);
  }

  /** Whether the normalisation with this epsilon divides by 1. */
  boolean only(String norm, double epsilon) {
    Float variance = variances.get(norm);
    return variance != null && Math.abs(variance + epsilon - 1) < ROUNDING;
  }

  private static boolean all(Weight weight, float value) {
    for (float each : weight.values()) {
      if (each != value) {
        return false;
      }
    }
    return true;
  }
}
