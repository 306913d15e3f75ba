package io.ciderstream.train.learn;

import io.ciderstream.train.learn.config.Descent;
import io.ciderstream.train.learn.config.Stage;
import io.ciderstream.train.learn.optimise.LearningRate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The values that change from step to step of a stage: learning rates by parameter, sharpness of
 * masks.
 */
final class Schedule {
  private final Map<String, LearningRate> rates = new LinkedHashMap<>();
  private final double sharpen;
  private final long steps;

  /**
   * Creates a schedule.
   *
   * @param names of the parameters that learn
   * @param steps of the whole stage
   */
  Schedule(Stage.Options options, Set<String> names, long steps) {
    this.sharpen = options.maskSharpening();
    this.steps = steps;
    Descent descent = options.descent();
    long warmUp = Math.min(descent.warmUp(), steps - 1);
    for (String name : names) {
      double highest = descent.rate(name).orElseThrow();
      rates.put(name, new LearningRate(highest, descent.finalRate(), warmUp, steps));
    }
  }

  Map<String, Double> rates(long step) {
    return rates.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().at(step)));
  }

  /** Returns the highest rate of a step. */
  double highest(long step) {
    return rates.values().stream()
        .map(rate -> rate.at(step))
        .max(Comparator.naturalOrder())
        .orElse(0.0);
  }

  /** Returns the sharpening, from 1 at the first step in equal factors to the last. */
  double sharpening(long step) {
    return steps < 2 ? sharpen : Math.pow(sharpen, (double) step / (steps - 1));
  }
}
