package io.ciderstream.train.network;

import io.ciderstream.train.ops.NeuralNetwork;
import io.ciderstream.train.ops.Ops;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The network that is served: output {@value #DESCRIPTORS}, float [N,C], each of length 1.
 *
 * @param backbone pictures to feature map
 * @param head feature map to descriptor
 */
public record DescriptorNetwork(Backbone backbone, GemHead head) implements NeuralNetwork {
  /** Name of the output. */
  public static final String DESCRIPTORS = "descriptors";

  @Override
  public <T> SequencedMap<String, T> outputs(Ops<T> ops, T images) {
    SequencedMap<String, T> outputs = new LinkedHashMap<>();
    outputs.put(DESCRIPTORS, head.descriptors(ops, backbone.features(ops, images)));
    return outputs;
  }
}
