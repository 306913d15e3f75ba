package io.ciderstream.schemas;

/** The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014, figure 15). */
public final class SplitMix64 {
  /** What the generator adds from one number to the next. */
  public static final long GAMMA = 0x9e3779b97f4a7c15L;

  /** Scales 16 bits of a hash, as a signed number, to variance 1. */
  public static final double SHORT_SCALE = Math.sqrt(3) / (1 << 15);

  private SplitMix64() {}

  /** Returns a number's hash; equal on every machine. */
  public static long mix(long number) {
    long z = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
