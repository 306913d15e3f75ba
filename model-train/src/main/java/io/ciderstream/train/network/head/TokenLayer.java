package io.ciderstream.train.network.head;

import io.ciderstream.train.ops.Convolution;
import io.ciderstream.train.ops.Ops;
import java.util.List;

/**
 * A layer of the refinement of tokens (Wu et al., arXiv 2112.06159): attention to the features, two
 * fully connected layers, attention of the tokens to each other, each added.
 *
 * @param name prefix of its parameters
 * @param width of a token
 * @param heads of the attention
 */
record TokenLayer(String name, int width, int heads) {
  private static final int EXPANSION = 2;

  /**
   * Computes tokens [N,width,L,1] from the same shape.
   *
   * @param features [N,width,H,W]
   */
  <T> T apply(Ops<T> ops, T tokens, T features) {
    T queries = ops.layerNorm(tokens, name + ".cross_layer", width, Head.EPSILON);
    T x = ops.add(tokens, attention(".cross").apply(ops, queries, features));
    T wide = ops.gelu(ops.conv2d(x, pointwise(".widen", width, EXPANSION * width)));
    x = ops.add(x, ops.conv2d(wide, pointwise(".narrow", EXPANSION * width, width)));
    T normalised = ops.layerNorm(x, name + ".self_layer", width, Head.EPSILON);
    return ops.add(x, attention(".self").apply(ops, normalised, normalised));
  }

  /** Returns the names of the parameters that start at zero. */
  static List<String> starts(String name) {
    return List.of(
        MultiHeadAttention.start(name + ".cross"), MultiHeadAttention.start(name + ".self"));
  }

  private MultiHeadAttention attention(String part) {
    return new MultiHeadAttention(name + part, width, heads);
  }

  private Convolution pointwise(String part, int in, int out) {
    return Convolution.pointwise(name + part, in, out).biased();
  }
}
