package io.ciderstream.train.ops;

import java.util.SequencedMap;

/** From pictures to named outputs. */
public interface NeuralNetwork {
  /**
   * Computes the outputs.
   *
   * @param images uint8 [N,H,W,3], RGB
   * @return outputs by name, in order
   */
  <T> SequencedMap<String, T> outputs(Ops<T> ops, T images);
}
