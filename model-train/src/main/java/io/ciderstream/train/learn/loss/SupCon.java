package io.ciderstream.train.learn.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Supervised contrast (Khosla et al., arXiv 2004.11362, the sum outside the logarithm): views of
 * one label must find each other among all views.
 *
 * @param temperature divides cosines, more than 0
 */
public record SupCon(double temperature) {
  public SupCon {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException("temperature " + temperature);
    }
  }

  /**
   * The loss, averaged over the views that have a label; 0 if none has.
   *
   * @param views float [2n,D], each of length 1; row i and row i + n are of one picture
   * @param labels of the n pictures, -1 for none
   */
  public Tensor loss(Tensor views, int[] labels) {
    Pairs pairs = new Pairs(labels);
    Tensor logs = torch.log_softmax(pairs.similarities(views, temperature), 1);
    Tensor sought = pairs.mask((a, b) -> a != b && pairs.sameLabel(a, b), views);
    Tensor found = logs.masked_fill(sought.logical_not(), new Scalar(0.0)).sum(1);
    Tensor count = sought.to(torch.ScalarType.Float).sum(1);
    Tensor anchors = count.gt(new Scalar(0)).to(torch.ScalarType.Float).sum();
    return found
        .div(count.clamp_min(new Scalar(1.0)))
        .sum()
        .div(anchors.clamp_min(new Scalar(1.0)))
        .neg();
  }
}
