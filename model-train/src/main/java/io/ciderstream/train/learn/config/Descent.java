package io.ciderstream.train.learn.config;

import io.ciderstream.evaluation.yaml.Key;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Parameters of stochastic gradient descent.
 *
 * @param rates the first that matches a parameter's name counts; parameters without one are frozen
 * @param finalRate rate at the end, at most each rate
 * @param warmUp steps until the highest rate
 * @param accumulate batches whose mean gradient makes a step, so that a device with little memory
 *     takes the steps of a larger batch; batch statistics are those of each batch
 * @param maxGradientNorm length, over all parameters, that gradients are clipped to; 0 for any
 */
public record Descent(
    List<Rate> rates,
    @Key(fallback = "0", max = 100, formerly = "least") double finalRate,
    @Key(fallback = "0.9", max = 1) double momentum,
    @Key(fallback = "1e-5", max = 1, formerly = "decay") double weightDecay,
    @Key(fallback = "0", max = 1_000_000) int warmUp,
    @Key(fallback = "1", min = 1, max = 100_000) int accumulate,
    @Key(fallback = "10", max = 1e9, formerly = "clip") double maxGradientNorm) {
  public Descent {
    for (Rate rate : rates) {
      if (finalRate > rate.rate()) {
        throw new IllegalArgumentException("rate %s ends at %s".formatted(rate.rate(), finalRate));
      }
    }
  }

  /**
   * The learning rate of some parameters.
   *
   * @param names matches whole names of parameters
   * @param rate highest learning rate, more than 0
   */
  public record Rate(
      @Key(fallback = ".*") Pattern names, @Key(fallback = "1e-3", max = 100) double rate) {
    public Rate {
      if (!(rate > 0)) {
        throw new IllegalArgumentException(
            "rate is %s, but must be more than 0; leave out the names of what is not to learn"
                .formatted(rate));
      }
    }

    /** Returns whether a parameter has this rate. */
    public boolean matches(String name) {
      return names.matcher(name).matches();
    }
  }

  /** Returns the highest rate of a parameter; empty if it is frozen. */
  public Optional<Double> rate(String parameter) {
    return rates.stream().filter(rate -> rate.matches(parameter)).map(Rate::rate).findFirst();
  }
}
