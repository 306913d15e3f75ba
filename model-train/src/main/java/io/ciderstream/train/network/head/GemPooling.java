package io.ciderstream.train.network.head;

import io.ciderstream.train.ops.Exponent;
import io.ciderstream.train.ops.Ops;
import java.util.Map;

/**
 * Generalised-mean pooling (Radenovic et al., arXiv 1711.02512): {@code mean(max(x, 1e-6)^p)^(1 /
 * p)} by channel.
 *
 * @param power p, at start if it is learnt, more than 0; 1 is the mean
 * @param learnt whether p is a parameter, {@link #POWER}
 */
public record GemPooling(double power, boolean learnt) {
  /** Name of the parameter of a learnt power, shape [1]. */
  public static final String POWER = Head.PREFIX + "pool.power";

  private static final double MIN_VALUE = 1e-6;

  public GemPooling {
    if (!(power > 0)) {
      throw new IllegalArgumentException("power %s is not positive".formatted(power));
    }
  }

  /** Pools [N,C,H,W] to [N,C]. */
  public <T> T pool(Ops<T> ops, T features) {
    Exponent p = learnt ? new Exponent.Learnt(POWER, false) : new Exponent.Fixed(power);
    T powers = ops.pow(ops.atLeast(features, MIN_VALUE), p);
    return ops.pow(ops.spatialMean(powers), p.inverse());
  }

  /** Returns where a learnt power starts. */
  public Map<String, Float> starts() {
    return learnt ? Map.of(POWER, (float) power) : Map.of();
  }
}
