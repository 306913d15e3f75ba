package io.ciderstream.train.network;

import io.ciderstream.train.shape.Shape;
import io.ciderstream.train.shape.ShapeOps;
import io.ciderstream.train.weights.Weight;
import io.ciderstream.train.weights.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;

/**
 * The weights that a network starts from: weights that are known, and for the rest its own {@link
 * CiderNetwork#starts starts}, zeros for biases, identity for batch normalisation, and He's normal
 * distribution (arXiv 1502.01852), deviation {@code sqrt(2 / inputs)}, for convolutions and fully
 * connected layers.
 */
public final class InitialWeights {
  private InitialWeights() {}

  /**
   * Returns weights of exactly the parameters the network reads.
   *
   * @param known such as ImageNet's; what the network doesn't read is left out
   * @param seed the same gives the same values, parameter by parameter
   * @throws io.ciderstream.schemas.CiderException WEIGHTS_INVALID if one that is known has another
   *     shape
   */
  public static Weights of(CiderNetwork network, Weights known, long seed) {
    Map<String, Float> starts = network.starts();
    SequencedMap<String, Weight> weights = new LinkedHashMap<>();
    ShapeOps.parameters(network)
        .forEach(
            (name, shape) -> {
              Weight weight = known.byName().get(name);
              weights.put(
                  name, weight != null ? weight : start(name, shape, starts.get(name), seed));
            });
    return new Weights(weights).checkedFor(network);
  }

  private static Weight start(String name, Shape shape, Float value, long seed) {
    float[] values = new float[shape.count()];
    if (value != null) {
      Arrays.fill(values, value);
    } else if (shape.rank() > 1) {
      Random random = new Random(seed ^ (long) name.hashCode() << Integer.SIZE);
      double deviation = Math.sqrt(2.0 * shape.size(0) / shape.count());
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (random.nextGaussian() * deviation);
      }
    } else if (name.endsWith(".weight") || name.endsWith(".running_var")) {
      Arrays.fill(values, 1);
    }
    return new Weight(shape, values);
  }
}
