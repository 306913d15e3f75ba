package io.ciderstream.train.network;

import io.ciderstream.train.ops.Exponent;
import io.ciderstream.train.ops.Ops;

/**
 * Generalised-mean pooling (Radenovic et al., arXiv 1711.02512), {@code mean(max(x, epsilon)^p)^(1
 * / p)} by channel, then L2 normalisation.
 *
 * @param power p, more than 0; 1 is the mean, larger looks at the strongest places
 * @param epsilon least value taken, more than 0
 */
public record GemHead(double power, double epsilon) {
  public GemHead {
    if (!(power > 0) || !(epsilon > 0)) {
      throw new IllegalArgumentException("power %s, epsilon %s".formatted(power, epsilon));
    }
  }

  /** p = 3, epsilon = 1e-6. */
  public static GemHead standard() {
    return new GemHead(3, 1e-6);
  }

  /** Feature map float [N,C,H,W] to descriptors float [N,C] of length 1. */
  public <T> T descriptors(Ops<T> ops, T features) {
    Exponent exponent = new Exponent.Fixed(power);
    T powers = ops.pow(ops.atLeast(features, epsilon), exponent);
    return ops.l2Normalise(ops.pow(ops.spatialMean(powers), exponent.inverse()));
  }
}
