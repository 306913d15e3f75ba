package io.ciderstream.train.load;

import java.util.random.RandomGenerator;

/** Draws random numbers. */
final class RandomDraws {
  private RandomDraws() {}

  static boolean of(double probability, RandomGenerator random) {
    return random.nextDouble() < probability;
  }

  /** Returns a number around 0, at most so far to either side. */
  static double around(double most, RandomGenerator random) {
    return most * (2 * random.nextDouble() - 1);
  }

  static void require(String name, double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(name + " " + probability + " is not in 0..1");
    }
  }
}
