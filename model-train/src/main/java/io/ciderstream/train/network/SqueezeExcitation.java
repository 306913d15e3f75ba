package io.ciderstream.train.network;

import io.ciderstream.train.ops.Ops;
import java.util.Map;

/**
 * Weighs the channels of a feature map by its mean (Hu et al., arXiv 1709.01507): {@code x + x (2
 * sigmoid(z) - 1)} with {@code z = W2 relu(W1 mean(x) + b1) + b2}. It starts as identity, since W2
 * and b2 start at zero.
 *
 * @param name prefix of its parameters
 * @param channels of the feature map
 * @param ratio how many times narrower the middle is; the middle has one channel at least
 */
record SqueezeExcitation(String name, int channels, int ratio) {
  /** Computes [N,C,H,W] from the same shape. */
  <T> T apply(Ops<T> ops, T x) {
    int narrow = Math.max(1, channels / ratio);
    T z = ops.relu(ops.linear(ops.spatialMean(x), reduce(), channels, narrow));
    z = ops.linear(z, expand(), narrow, channels);
    return ops.multiply(x, ops.asMap(ops.scale(ops.sigmoid(z), 2)));
  }

  Map<String, Float> starts() {
    return Map.of(expand() + ".weight", 0f);
  }

  private String reduce() {
    return name + ".reduce";
  }

  private String expand() {
    return name + ".expand";
  }
}
