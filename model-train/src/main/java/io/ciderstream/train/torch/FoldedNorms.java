package io.ciderstream.train.torch;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Batch normalisations that were folded into the convolution before them: mean 0, weight 1 and one
 * variance for all channels, so that they only add their bias.
 *
 * <p>This is derived from the parameters' current values on first use, and again after each event
 * that may have changed them: values that were set, a change of what is trained, statistics of a
 * batch. A normalisation whose weight is trained is never a shift. So a run that is resumed, and a
 * model that is exported, compute what the network in training computes.
 */
final class FoldedNorms {
  private static final double ROUNDING = 1e-6;

  private final Map<String, Tensor> parameters;
  private final Map<String, OptionalDouble> variances = new HashMap<>();

  /**
   * Creates the folded norms.
   *
   * @param parameters by name; not copied
   */
  FoldedNorms(Map<String, Tensor> parameters) {
    this.parameters = parameters;
  }

  /** Discards all that was derived, as values may have changed. */
  void forget() {
    variances.clear();
  }

  /** Discards what was derived about a normalisation, as its statistics change. */
  void forget(String norm) {
    variances.remove(norm);
  }

  /** Returns whether the normalisation with this epsilon only adds its bias. */
  boolean only(String norm, double epsilon) {
    if (parameters.get(norm + ".weight").requires_grad()) {
      forget(norm);
      return false;
    }
    OptionalDouble variance = variances.computeIfAbsent(norm, this::variance);
    return variance.isPresent() && Math.abs(variance.getAsDouble() + epsilon - 1) < ROUNDING;
  }

  /** Returns the one variance of a folded normalisation; empty if it is not folded. */
  private OptionalDouble variance(String norm) {
    try (PointerScope scope = new PointerScope()) {
      float[] variances = values(norm + ".running_var");
      boolean folded =
          all(variances, variances[0])
              && all(values(norm + ".running_mean"), 0)
              && all(values(norm + ".weight"), 1);
      return folded ? OptionalDouble.of(variances[0]) : OptionalDouble.empty();
    }
  }

  private float[] values(String name) {
    return TorchParameters.floats(parameters.get(name));
  }

  private static boolean all(float[] values, float value) {
    for (float each : values) {
      if (each != value) {
        return false;
      }
    }
    return true;
  }
}
