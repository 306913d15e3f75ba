package io.ciderstream.train.learn.config;

import java.util.List;
import java.util.Optional;

/**
 * How a stage goes downhill.
 *
 * @param rates the first that matches a parameter's name counts; what none matches is frozen
 * @param least rate at the end, in 0..each rate
 * @param momentum in 0..1
 * @param decay of weights
 * @param warmUp steps until the highest rate
 * @param clip longest gradient over all parameters
 */
public record Descent(
    List<Rate> rates, double least, double momentum, double decay, int warmUp, double clip) {
  public Descent {
    rates = List.copyOf(rates);
    for (Rate rate : rates) {
      if (least > rate.rate()) {
        throw new IllegalArgumentException("rate %s ends at %s".formatted(rate.rate(), least));
      }
    }
  }

  /** Highest rate of a parameter; empty if it is frozen. */
  public Optional<Double> rate(String parameter) {
    return rates.stream().filter(rate -> rate.matches(parameter)).map(Rate::rate).findFirst();
  }
}
