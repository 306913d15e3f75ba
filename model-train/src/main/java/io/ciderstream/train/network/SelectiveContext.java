package io.ciderstream.train.network;

import io.ciderstream.train.ops.Convolution;
import io.ciderstream.train.ops.Ops;
import io.ciderstream.train.ops.Padding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Context at several scales: branches of 1 x 1, of dilated 3 x 3 convolutions and of the picture's
 * mean (ASPP; Chen et al., arXiv 1706.05587), of which each channel selects by a softmax (selective
 * kernels; Li et al., arXiv 1903.06586), then 1 x 1 back; the input is added. It starts as
 * identity, since the last convolution starts at zero.
 *
 * @param name prefix of its parameters
 * @param channels of the feature map
 * @param options of its branches
 */
record SelectiveContext(String name, int channels, CiderOptions.Context options) {
  private static final int BRANCH_RATIO = 4;
  private static final int SELECTION_RATIO = 16;
  private static final int SELECTION_LEAST = 32;
  private static final double EPSILON = 1e-5;

  /** Computes [N,C,H,W] from the same shape. */
  <T> T apply(Ops<T> ops, T x) {
    List<T> branches = branches(ops, x);
    T selected = selected(ops, branches);
    Convolution back = Convolution.pointwise(last(), width(), channels).biased();
    return ops.add(x, ops.conv2d(selected, back));
  }

  /** Returns [N,width,H,W] each, the last [N,width,1,1]: the same at every place. */
  private <T> List<T> branches(Ops<T> ops, T x) {
    List<T> branches = new ArrayList<>();
    branches.add(
        activated(ops, x, Convolution.pointwise(name + ".point", channels, width()), "point"));
    for (int dilation : options.dilations()) {
      String branch = "dilated" + dilation;
      Convolution convolution =
          Convolution.dense(name + "." + branch, channels, width(), 3, 1, Padding.SYMMETRIC);
      branches.add(activated(ops, x, convolution.dilated(dilation), branch));
    }
    branches.add(ops.asMap(ops.relu(mean(ops, x))));
    return branches;
  }

  private <T> T mean(Ops<T> ops, T x) {
    T mean = ops.linear(ops.spatialMean(x), name + ".mean", channels, width());
    return options.meanNorm() ? ops.batchNorm(mean, name + ".mean_norm", width(), EPSILON) : mean;
  }

  private <T> T activated(Ops<T> ops, T x, Convolution convolution, String branch) {
    T y = ops.conv2d(x, convolution);
    return ops.relu(ops.batchNorm(y, name + "." + branch + "_norm", width(), EPSILON));
  }

  private <T> T selected(Ops<T> ops, List<T> branches) {
    T sum = branches.stream().reduce(ops::add).orElseThrow();
    int narrow = Math.max(SELECTION_LEAST, width() / SELECTION_RATIO);
    T z = ops.relu(ops.linear(ops.spatialMean(sum), name + ".squeeze", width(), narrow));
    List<T> logits = new ArrayList<>();
    for (int i = 0; i < branches.size(); i++) {
      logits.add(ops.linear(z, name + ".select" + i, narrow, width()));
    }
    List<T> shares = ops.softmaxAcross(logits);
    T selected = ops.multiply(branches.getFirst(), ops.asMap(shares.getFirst()));
    for (int i = 1; i < branches.size(); i++) {
      selected = ops.add(selected, ops.multiply(branches.get(i), ops.asMap(shares.get(i))));
    }
    return selected;
  }

  Map<String, Float> starts() {
    return Map.of(last() + ".weight", 0f);
  }

  private int width() {
    return Math.max(1, channels / BRANCH_RATIO);
  }

  private String last() {
    return name + ".last";
  }
}
