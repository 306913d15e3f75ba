package io.ciderstream.train.learn.plan;

/** Seeds from seeds and numbers, so that each use of chance has its own. */
public final class Seeds {
  private Seeds() {}

  /** Mixes numbers into one (the finaliser of SplitMix64, Steele et al. 2014). */
  public static long mix(long seed, long... numbers) {
    long mixed = scramble(seed);
    for (long number : numbers) {
      mixed = scramble(mixed ^ (number + 0x9e3779b97f4a7c15L));
    }
    return mixed;
  }

  private static long scramble(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
