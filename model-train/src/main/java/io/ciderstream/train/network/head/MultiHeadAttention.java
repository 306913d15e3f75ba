package io.ciderstream.train.network.head;

import io.ciderstream.train.ops.Convolution;
import io.ciderstream.train.ops.DotProductAttention;
import io.ciderstream.train.ops.Ops;

/**
 * Attention with several heads (Vaswani et al., arXiv 1706.03762, section 3.2.2).
 *
 * @param name prefix of its parameters
 * @param width channels of both maps, which {@code heads} divides
 * @param heads their number
 */
record MultiHeadAttention(String name, int width, int heads) {
  /**
   * Computes [N,width,H,W].
   *
   * @param queries [N,width,H,W]
   * @param features [N,width,h,w], of which keys and values are made
   */
  <T> T apply(Ops<T> ops, T queries, T features) {
    T attended =
        ops.attend(
            ops.conv2d(queries, pointwise(".query")),
            ops.conv2d(features, pointwise(".key")),
            ops.conv2d(features, pointwise(".value")),
            DotProductAttention.scaled(heads, width));
    return ops.conv2d(attended, pointwise(".last"));
  }

  /** Returns the name of the parameter that starts at zero. */
  static String start(String name) {
    return name + ".last.weight";
  }

  private Convolution pointwise(String part) {
    return Convolution.pointwise(name + part, width, width).biased();
  }
}
