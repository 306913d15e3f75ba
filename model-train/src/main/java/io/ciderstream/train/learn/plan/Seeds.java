package io.ciderstream.train.learn.plan;

import io.ciderstream.schemas.SplitMix64;

/** Seeds from seeds and numbers, so that each use of chance has its own. */
public final class Seeds {
  private Seeds() {}

  /** Mixes numbers into one (by SplitMix64). */
  public static long mix(long seed, long... numbers) {
    long mixed = SplitMix64.mix(seed);
    for (long number : numbers) {
      mixed = SplitMix64.mix(mixed ^ (number + SplitMix64.GAMMA));
    }
    return mixed;
  }
}
