package io.ciderstream.train.learn;

import io.ciderstream.train.weights.Weight;
import io.ciderstream.train.weights.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Weights between two networks of one training (Wortsman et al., arXiv 2109.01903): what was
 * learned, without all of what was unlearned.
 */
final class Blend {
  private Blend() {}

  /** The mean of weights of one kind (Wortsman et al., arXiv 2203.05482), one at least. */
  static Weights mean(List<Weights> all) {
    Weights mean = all.getFirst();
    for (int i = 1; i < all.size(); i++) {
      mean = of(mean, all.get(i), 1.0 / (i + 1));
    }
    return mean;
  }

  /**
   * {@code start + share * (end - start)}.
   *
   * @param share 0 is the start, 1 is the end
   */
  static Weights of(Weights start, Weights end, double share) {
    SequencedMap<String, Weight> blended = new LinkedHashMap<>();
    end.byName()
        .forEach(
            (name, weight) -> {
              float[] from = start.get(name).values();
              float[] values = weight.values().clone();
              for (int i = 0; i < values.length; i++) {
                values[i] = (float) (from[i] + share * (values[i] - from[i]));
              }
              blended.put(name, new Weight(weight.shape(), values));
            });
    return new Weights(blended);
  }
}
