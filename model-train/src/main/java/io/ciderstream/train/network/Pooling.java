package io.ciderstream.train.network;

import io.ciderstream.train.ops.Exponent;
import io.ciderstream.train.ops.Ops;
import java.util.Map;

/** How a feature map becomes a vector. */
public sealed interface Pooling {
  /** Name of the parameter of a learnt power, shape [1]. */
  String POWER = CiderNetwork.PREFIX + "pool.power";

  /** The mean over all places. */
  record Average() implements Pooling {
    @Override
    public <T> T pooled(Ops<T> ops, T features) {
      return ops.spatialMean(features);
    }
  }

  /**
   * Generalised mean (Radenovic et al., arXiv 1711.02512): {@code mean(max(x, 1e-6)^p)^(1 / p)}.
   *
   * @param power p, at start if it is learnt, more than 0
   * @param learnt whether p is a parameter, {@link #POWER}
   */
  record Gem(double power, boolean learnt) implements Pooling {
    private static final double LEAST = 1e-6;

    public Gem {
      if (!(power > 0)) {
        throw new IllegalArgumentException("power %s is not positive".formatted(power));
      }
    }

    @Override
    public <T> T pooled(Ops<T> ops, T features) {
      Exponent p = learnt ? new Exponent.Learnt(POWER, false) : new Exponent.Fixed(power);
      T powers = ops.pow(ops.atLeast(features, LEAST), p);
      return ops.pow(ops.spatialMean(powers), p.inverse());
    }

    @Override
    public Map<String, Float> starts() {
      return learnt ? Map.of(POWER, (float) power) : Map.of();
    }
  }

  /** [N,C,H,W] to [N,C]. */
  <T> T pooled(Ops<T> ops, T features);

  /** Parameters that start at one value, with it. */
  default Map<String, Float> starts() {
    return Map.of();
  }
}
