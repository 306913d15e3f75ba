package io.ciderstream.train.network;

import io.ciderstream.train.ops.Convolution;
import io.ciderstream.train.ops.Ops;
import java.util.List;
import java.util.Map;

/**
 * Attentional localisation (Song et al., arXiv 2404.01524): attention {@code A =
 * minmax(softplus(conv1x1(F)))}, masks of it at several thresholds, and {@code sum_i w_i M_i F}
 * with learnt convex weights w.
 *
 * @param name prefix of its parameters
 * @param channels of the feature map
 * @param options thresholds and the like
 */
record AttentionalLocalisation(String name, int channels, CiderOptions.Localisation options) {
  /**
   * The result.
   *
   * @param features [N,C,H,W], masked
   * @param attention [N,1,H,W], 0..1; zeros where the picture has no subject
   */
  record Localised<T>(T features, T attention) {}

  <T> Localised<T> apply(Ops<T> ops, T features) {
    T response = ops.conv2d(features, Convolution.pointwise(name + ".conv", channels, 1).biased());
    T attention = ops.minMax(ops.softplus(response), options.flatRange());
    List<T> masks = options.masks().stream().map(m -> ops.mask(attention, m)).toList();
    T mask = ops.convexSum(masks, weights());
    return new Localised<>(ops.multiply(features, mask), attention);
  }

  Map<String, Float> starts() {
    return Map.of(weights(), 0f);
  }

  private String weights() {
    return name + ".weights";
  }
}
