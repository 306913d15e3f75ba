package io.ciderstream.train.network.head;

import io.ciderstream.train.ops.Convolution;
import io.ciderstream.train.ops.Ops;
import java.util.HashMap;
import java.util.Map;

/**
 * Token (Wu et al., AAAI 2022, arXiv 2112.06159): local features with self-attention are summed to
 * a few visual tokens, which are refined by attention to the features and to each other, and
 * joined. Without pooling. What the paper leaves open is as in the authors' program.
 *
 * @param tokens their number
 * @param ratio how many times shorter a token is than the last map's channels
 * @param heads of the attention
 * @param layers of the refinement
 */
public record TokenHead(int tokens, int ratio, int heads, int layers) implements Head {
  private static final String NAME = PREFIX + "token";
  private static final String SELF = NAME + ".self";

  public TokenHead {
    HeadChecks.positive("tokens", tokens);
    HeadChecks.positive("ratio", ratio);
    HeadChecks.positive("heads", heads);
    HeadChecks.positive("layers", layers);
  }

  @Override
  public int width(int channels) {
    return tokens * each(channels);
  }

  private int each(int channels) {
    return channels / ratio;
  }

  @Override
  public <T> T vector(Ops<T> ops, HeadInput<T> input) {
    int width = each(input.channels());
    T features = features(ops, input, width);
    T shares =
        ops.softmaxOverChannels(
            ops.conv2d(features, Convolution.pointwise(NAME + ".queries", width, tokens)));
    T sums = ops.weightedSums(shares, features);
    T x = ops.conv2d(sums, pointwise(".embed", width, width));
    x = ops.layerNorm(x, NAME + ".embed_layer", width, EPSILON);
    for (int layer = 0; layer < layers; layer++) {
      x = new TokenLayer(NAME + ".layer" + layer, width, heads).apply(ops, x, features);
    }
    return ops.flatten(x);
  }

  /** Computes local features with self-attention. */
  private <T> T features(Ops<T> ops, HeadInput<T> input, int width) {
    T reduced = ops.conv2d(input.last(), pointwise(".reduce", input.channels(), width));
    T x = ops.batchNorm(reduced, NAME + ".reduce_norm", width, EPSILON);
    x = ops.add(x, new MultiHeadAttention(SELF, width, heads).apply(ops, x, x));
    T copy = ops.scale(x, 1); // as batchNorm may release its input
    T normalised = ops.batchNorm(copy, NAME + ".self_norm", width, EPSILON);
    return ops.add(x, ops.conv2d(normalised, pointwise(".self_mix", width, width)));
  }

  private static Convolution pointwise(String part, int in, int out) {
    return Convolution.pointwise(NAME + part, in, out).biased();
  }

  /** {@inheritDoc} Attention starts without effect. */
  @Override
  public Map<String, Float> starts() {
    Map<String, Float> starts = new HashMap<>();
    starts.put(MultiHeadAttention.start(SELF), 0f);
    for (int layer = 0; layer < layers; layer++) {
      TokenLayer.starts(NAME + ".layer" + layer).forEach(name -> starts.put(name, 0f));
    }
    return starts;
  }
}
