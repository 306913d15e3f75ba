package io.ciderstream.train;

import io.ciderstream.train.ops.NeuralNetwork;
import io.ciderstream.train.shape.Shape;
import io.ciderstream.train.shape.ShapeOps;
import io.ciderstream.train.weights.Weight;
import io.ciderstream.train.weights.Weights;
import java.util.LinkedHashMap;
import java.util.Random;
import java.util.SequencedMap;

/** Weights of a plausible size for any network, the same for the same seed. */
public final class RandomWeights {
  private RandomWeights() {}

  public static Weights of(NeuralNetwork network, long seed) {
    Random random = new Random(seed);
    SequencedMap<String, Weight> weights = new LinkedHashMap<>();
    ShapeOps.parameters(network)
        .forEach((name, shape) -> weights.put(name, weight(name, shape, random)));
    return new Weights(weights);
  }

  private static Weight weight(String name, Shape shape, Random random) {
    float[] values = new float[shape.count()];
    int fanIn = shape.rank() > 1 ? shape.count() / shape.size(0) : 1;
    for (int i = 0; i < values.length; i++) {
      double normal = random.nextGaussian();
      values[i] =
          (float)
              (name.endsWith("running_var") ? 0.5 + normal * normal : normal / Math.sqrt(fanIn));
    }
    return new Weight(shape, values);
  }
}
