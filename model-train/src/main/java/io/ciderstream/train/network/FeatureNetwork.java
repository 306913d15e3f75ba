package io.ciderstream.train.network;

import io.ciderstream.train.ops.NeuralNetwork;
import io.ciderstream.train.ops.Ops;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * A backbone alone: output {@value #FEATURES}, float [N,C,ceil(H/32),ceil(W/32)].
 *
 * @param backbone pictures to feature map
 */
public record FeatureNetwork(Backbone backbone) implements NeuralNetwork {
  /** Name of the output. */
  public static final String FEATURES = "features";

  @Override
  public <T> SequencedMap<String, T> outputs(Ops<T> ops, T images) {
    SequencedMap<String, T> outputs = new LinkedHashMap<>();
    outputs.put(FEATURES, backbone.features(ops, images));
    return outputs;
  }
}
