package io.ciderstream.train.network.head;

import io.ciderstream.train.ops.Convolution;
import io.ciderstream.train.ops.Ops;
import io.ciderstream.train.ops.Padding;
import java.util.List;

/**
 * DOLG (Yang et al., ICCV 2021, arXiv 2108.02927): local features of stride 16, of which only what
 * is orthogonal to the global vector is kept, next to the global vector. Local features come from
 * dilated convolutions and attention; the global vector from pooling.
 *
 * <p>The mean over places and the projection on the global vector are both linear, so the mean is
 * taken first.
 *
 * @param ratio how many times shorter the global vector is than the last map's channels
 * @param dilations of the 3 x 3 branches
 */
public record DolgHead(int ratio, List<Integer> dilations) implements Head {
  private static final String LOCAL = PREFIX + "dolg.local.";
  private static final String GLOBAL = PREFIX + "dolg.global";

  public DolgHead {
    HeadChecks.positive("ratio", ratio);
    dilations = List.copyOf(dilations);
    HeadChecks.dilations(dilations);
  }

  @Override
  public int width(int channels) {
    return 2 * half(channels);
  }

  private int half(int channels) {
    return channels / ratio;
  }

  @Override
  public <T> T vector(Ops<T> ops, HeadInput<T> input) {
    int width = half(input.channels());
    T global = ops.linear(input.pool(ops, input.last()), GLOBAL, input.channels(), width);
    T context = context(ops, input.middle(), input.middleChannels(), width);
    T local = ops.spatialMean(attended(ops, context, width));
    T direction = ops.l2Normalise(global);
    T parallel = ops.multiply(direction, ops.dot(direction, local));
    return ops.concat(List.of(global, ops.add(local, ops.scale(parallel, -1))));
  }

  /**
   * Computes the multi-atrous block. A 1 x 1 convolution of joined branches is the sum of one for
   * each branch.
   */
  private <T> T context(Ops<T> ops, T x, int channels, int width) {
    int branch = width / 2;
    T mean = ops.linear(ops.spatialMean(x), LOCAL + "mean", channels, branch);
    T sum =
        ops.conv2d(
            ops.asMap(ops.relu(mean)),
            Convolution.pointwise(LOCAL + "join_mean", branch, width).biased());
    T point = ops.conv2d(x, Convolution.pointwise(LOCAL + "point", channels, branch).biased());
    sum = ops.add(sum, join(ops, point, "point", width));
    for (int dilation : dilations) {
      String name = "dilated" + dilation;
      Convolution dense =
          Convolution.dense(LOCAL + name, channels, branch, 3, 1, Padding.SYMMETRIC);
      T dilated = ops.conv2d(x, dense.dilated(dilation).biased());
      sum = ops.add(sum, join(ops, dilated, name, width));
    }
    return ops.relu(sum);
  }

  private static <T> T join(Ops<T> ops, T branch, String name, int width) {
    return ops.conv2d(branch, Convolution.pointwise(LOCAL + "join_" + name, width / 2, width));
  }

  /** Computes features of length 1 at each place, times its attention. */
  private static <T> T attended(Ops<T> ops, T x, int width) {
    T y = ops.conv2d(x, Convolution.pointwise(LOCAL + "features", width, width).biased());
    T features = ops.batchNorm(y, LOCAL + "features_norm", width, EPSILON);
    T score =
        ops.conv2d(
            ops.relu(features), Convolution.pointwise(LOCAL + "attention", width, 1).biased());
    return ops.multiply(ops.l2Normalise(features), ops.softplus(score));
  }
}
