package io.ciderstream.train.learn.plan;

import java.util.random.RandomGenerator;

/** Random orders. Any thread. */
public final class Shuffle {
  private Shuffle() {}

  static int[] of(int[] values, RandomGenerator random) {
    int[] shuffled = values.clone();
    for (int i = shuffled.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int value = shuffled[i];
      shuffled[i] = shuffled[j];
      shuffled[j] = value;
    }
    return shuffled;
  }

  /** Draws without replacement; where there are too few values, all of them repeatedly. */
  public static int[] draw(int[] values, int count, RandomGenerator random) {
    int[] drawn = new int[count];
    int[] order = new int[0];
    for (int i = 0; i < count; i++) {
      if (i % values.length == 0) {
        order = of(values, random);
      }
      drawn[i] = order[i % values.length];
    }
    return drawn;
  }
}
