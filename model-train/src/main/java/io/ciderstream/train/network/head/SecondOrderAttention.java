package io.ciderstream.train.network.head;

import io.ciderstream.train.ops.Convolution;
import io.ciderstream.train.ops.DotProductAttention;
import io.ciderstream.train.ops.Ops;

/**
 * Second-order attention (Ng et al., arXiv 2001.08972, section 3.1): {@code x + V(softmax(f(x)^T
 * g(x) / sqrt(narrow)) h(x))}, f and g with batch normalisation and ReLU. It starts as identity,
 * since V starts at zero.
 *
 * @param name prefix of its parameters
 * @param channels of the map
 * @param narrow channels of f, g and h
 */
record SecondOrderAttention(String name, int channels, int narrow) {
  /** Computes [N,C,H,W] from the same shape. */
  <T> T apply(Ops<T> ops, T x) {
    T queries = activated(ops, x, ".query");
    T keys = activated(ops, x, ".key");
    T values = ops.conv2d(x, pointwise(".value", channels, narrow));
    T attended = ops.attend(queries, keys, values, DotProductAttention.scaled(1, narrow));
    return ops.add(x, ops.conv2d(attended, pointwise(".last", narrow, channels)));
  }

  /** Returns the name of the parameter that starts at zero. */
  static String start(String name) {
    return name + ".last.weight";
  }

  private <T> T activated(Ops<T> ops, T x, String part) {
    T y = ops.conv2d(x, pointwise(part, channels, narrow));
    return ops.relu(ops.batchNorm(y, name + part + "_norm", narrow, Head.EPSILON));
  }

  private Convolution pointwise(String part, int in, int out) {
    return Convolution.pointwise(name + part, in, out).biased();
  }
}
