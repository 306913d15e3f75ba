package io.ciderstream.train.network;

import io.ciderstream.train.ops.NeuralNetwork;
import io.ciderstream.train.ops.Ops;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * From pictures to a feature map, including the scaling of pixels the weights were trained with. As
 * a separate network it has the output {@value #FEATURES}.
 */
public interface Backbone extends NeuralNetwork {
  /** Name of the output. */
  String FEATURES = "features";

  /**
   * Computes the feature map.
   *
   * @param images uint8 [N,H,W,3], RGB
   * @return float [N,{@link #channels()},ceil(H/32),ceil(W/32)]
   */
  default <T> T features(Ops<T> ops, T images) {
    return last(ops, middle(ops, images));
  }

  /**
   * Computes the last feature map of stride 16.
   *
   * @param images uint8 [N,H,W,3], RGB
   * @return float [N,{@link #middleChannels()},ceil(H/16),ceil(W/16)]
   */
  <T> T middle(Ops<T> ops, T images);

  /** Computes the feature map from what {@link #middle} returned. */
  <T> T last(Ops<T> ops, T middle);

  /** Returns the number of channels of the last feature map of stride 16. */
  int middleChannels();

  /** Returns the number of channels of the feature map. */
  int channels();

  @Override
  default <T> SequencedMap<String, T> outputs(Ops<T> ops, T images) {
    SequencedMap<String, T> outputs = new LinkedHashMap<>();
    outputs.put(FEATURES, features(ops, images));
    return outputs;
  }
}
