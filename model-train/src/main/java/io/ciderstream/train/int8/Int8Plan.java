package io.ciderstream.train.int8;

import java.util.Map;
import java.util.Set;

/**
 * How a model is quantised.
 *
 * @param ranges of the tensors, by name
 * @param layers names of the layers to compute in int8
 * @param biases corrected biases of convolutions, by name of the layer; others are as folded
 */
record Int8Plan(Map<String, FloatRange> ranges, Set<String> layers, Map<String, float[]> biases) {
  /** Rejects biases of other layers. */
  Int8Plan {
    if (!layers.containsAll(biases.keySet())) {
      throw new IllegalArgumentException("some layer is corrected, but not quantised");
    }
  }

  boolean contains(Layer layer) {
    return layers.contains(layer.name());
  }
}
