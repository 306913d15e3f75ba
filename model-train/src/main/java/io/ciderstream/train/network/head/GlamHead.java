package io.ciderstream.train.network.head;

import io.ciderstream.train.ops.Convolution;
import io.ciderstream.train.ops.DotProductAttention;
import io.ciderstream.train.ops.Ops;
import io.ciderstream.train.ops.Padding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * GLAM (Song et al., WACV 2022, arXiv 2107.08000): local and global attention, each over channels
 * and then over places, joined with the map by learnt convex weights, then pooling.
 *
 * @param ratio how many times narrower the attention over places is than the map
 * @param kernel width of the convolutions along the channels, odd
 * @param dilations of the 3 x 3 convolutions of the local attention over places
 */
public record GlamHead(int ratio, int kernel, List<Integer> dilations) implements Head {
  private static final String LOCAL = PREFIX + "glam.local_";
  private static final String GLOBAL = PREFIX + "glam.global_";
  private static final String FUSION = PREFIX + "glam.fusion";

  public GlamHead {
    HeadChecks.positive("ratio", ratio);
    HeadChecks.positive("kernel", kernel);
    if (kernel % 2 == 0) {
      throw new IllegalArgumentException("kernel %d is even".formatted(kernel));
    }
    dilations = List.copyOf(dilations);
    HeadChecks.dilations(dilations);
  }

  @Override
  public <T> T vector(Ops<T> ops, HeadInput<T> input) {
    T x = input.last();
    int channels = input.channels();
    T mean = ops.spatialMean(x);
    T local = local(ops, x, mean, channels);
    T global = global(ops, x, mean, channels);
    return input.pool(ops, ops.convexSum(List.of(local, global, x), FUSION));
  }

  /** Computes attention over channels as ECA-Net's (arXiv 1910.03151), then over places. */
  private <T> T local(Ops<T> ops, T x, T mean, int channels) {
    T weights = ops.sigmoid(ops.convolveChannels(mean, LOCAL + "channel", kernel));
    T weighed = ops.add(x, ops.multiply(x, ops.asMap(weights)));
    int narrow = channels / ratio;
    T reduced = ops.conv2d(x, pointwise(LOCAL + "reduce", channels, narrow));
    List<T> scales = new ArrayList<>(List.of(reduced));
    for (int dilation : dilations) {
      String name = LOCAL + "dilated" + dilation;
      Convolution dense = Convolution.dense(name, narrow, narrow, 3, 1, Padding.SYMMETRIC);
      scales.add(ops.conv2d(reduced, dense.dilated(dilation).biased()));
    }
    T map = ops.conv2d(ops.concat(scales), pointwise(LOCAL + "last", narrow * scales.size(), 1));
    return ops.add(weighed, ops.multiply(weighed, map));
  }

  private <T> T global(Ops<T> ops, T x, T mean, int channels) {
    T queries = ops.sigmoid(ops.convolveChannels(mean, GLOBAL + "channel_query", kernel));
    T keys = ops.sigmoid(ops.convolveChannels(mean, GLOBAL + "channel_key", kernel));
    T weighed = ops.multiply(x, ops.attendChannels(queries, keys, x));
    int narrow = channels / ratio;
    T attended =
        ops.attend(
            ops.conv2d(x, pointwise(GLOBAL + "query", channels, narrow)),
            ops.conv2d(x, pointwise(GLOBAL + "key", channels, narrow)),
            ops.conv2d(x, pointwise(GLOBAL + "value", channels, narrow)),
            new DotProductAttention(1, narrow, narrow, 1));
    T map = ops.conv2d(attended, pointwise(GLOBAL + "last", narrow, channels));
    return ops.add(weighed, ops.multiply(weighed, map));
  }

  private static Convolution pointwise(String name, int in, int out) {
    return Convolution.pointwise(name, in, out).biased();
  }

  /** {@inheritDoc} The attention over places starts without effect, the three parts alike. */
  @Override
  public Map<String, Float> starts() {
    return Map.of(LOCAL + "last.weight", 0f, GLOBAL + "last.weight", 0f, FUSION, 0f);
  }
}
