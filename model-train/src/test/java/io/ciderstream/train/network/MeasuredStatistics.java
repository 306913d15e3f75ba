package io.ciderstream.train.network;

import io.ciderstream.train.RandomWeights;
import io.ciderstream.train.network.head.GemPooling;
import io.ciderstream.train.shape.Shape;
import io.ciderstream.train.weights.Weight;
import io.ciderstream.train.weights.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Random weights with which values neither grow nor vanish from block to block. */
final class MeasuredStatistics {
  private MeasuredStatistics() {}

  static Weights weights(CiderNetwork network, long seed) {
    SequencedMap<String, Weight> weights =
        new LinkedHashMap<>(RandomWeights.of(network, seed).byName());
    weights.replaceAll((name, weight) -> settled(name, weight));
    return new Weights(weights);
  }

  private static Weight settled(String name, Weight weight) {
    boolean norm = name.endsWith(".weight") && weight.shape().rank() == 1;
    boolean last = name.matches("layer.*\\.bn[23]\\.weight");
    if (norm) {
      return filled(weight.shape(), last ? 0.3f : 1);
    }
    return name.equals(GemPooling.POWER) ? filled(weight.shape(), 2.5f) : weight;
  }

  private static Weight filled(Shape shape, float value) {
    float[] values = new float[shape.count()];
    Arrays.fill(values, value);
    return new Weight(shape, values);
  }
}
