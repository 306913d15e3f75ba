package io.ciderstream.train.learn.optimise;

/**
 * A rate per step: up in a straight line, then down half a cosine, not by epochs but by steps.
 *
 * @param highest at the top, more than 0
 * @param least at the end, in 0..highest
 * @param warmUp steps until the top, 0 or more
 * @param steps in all, more than {@code warmUp}
 */
public record LearningRate(double highest, double least, long warmUp, long steps) {
  public LearningRate {
    if (!(highest > 0) || !(least >= 0 && least <= highest) || warmUp < 0 || steps <= warmUp) {
      throw new IllegalArgumentException(
          "highest %s, least %s, warm-up %d of %d steps".formatted(highest, least, warmUp, steps));
    }
  }

  /** Returns the rate of a step, counted from 0. */
  public double at(long step) {
    if (step < warmUp) {
      return highest * (step + 1) / (warmUp + 1);
    }
    double done = (double) (step - warmUp) / (steps - warmUp);
    return least + (highest - least) * (1 + Math.cos(Math.PI * done)) / 2;
  }
}
