package io.ciderstream.train.network;

import io.ciderstream.train.ops.Ops;

/**
 * From pictures to a feature map, including the scaling of pixels the weights were trained with.
 */
public interface Backbone {
  /**
   * Says the backbone to a reader.
   *
   * @param images uint8 [N,H,W,3], RGB
   * @return float [N,{@link #channels()},ceil(H/32),ceil(W/32)]
   */
  <T> T features(Ops<T> ops, T images);

  /** Channels of the feature map. */
  int channels();
}
