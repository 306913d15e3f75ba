package io.ciderstream.train.learn;

import io.ciderstream.train.weights.Weight;
import io.ciderstream.train.weights.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Averages of weights of one network. */
final class WeightAveraging {
  private WeightAveraging() {}

  /** Returns the mean of one or more weights (Wortsman et al., arXiv 2203.05482). */
  static Weights mean(List<Weights> all) {
    Weights mean = all.getFirst();
    for (int i = 1; i < all.size(); i++) {
      mean = interpolated(mean, all.get(i), 1.0 / (i + 1));
    }
    return mean;
  }

  /** Returns {@code start + share * (end - start)} (Wortsman et al., arXiv 2109.01903). */
  static Weights interpolated(Weights start, Weights end, double share) {
    SequencedMap<String, Weight> weights = new LinkedHashMap<>();
    end.byName()
        .forEach(
            (name, weight) -> {
              float[] from = start.get(name).values();
              float[] values = weight.values().clone();
              for (int i = 0; i < values.length; i++) {
                values[i] = (float) (from[i] + share * (values[i] - from[i]));
              }
              weights.put(name, new Weight(weight.shape(), values));
            });
    return new Weights(weights);
  }
}
