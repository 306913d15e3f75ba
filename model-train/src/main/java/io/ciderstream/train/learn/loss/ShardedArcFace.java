package io.ciderstream.train.learn.loss;

import io.ciderstream.train.distributed.ProcessGroup;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * {@link ArcFace} over classes whose centres are divided between processes (partial FC, An et al.,
 * arXiv 2203.15565, with all classes): each computes the cosines of its own centres, and only the
 * greatest values and the sums of the softmax are exchanged, [n] each.
 *
 * @param arcFace margin and scale
 * @param group the processes
 * @param first number of the first class of this process
 */
public record ShardedArcFace(ArcFace arcFace, ProcessGroup group, int first) {
  /**
   * The loss of a batch.
   *
   * @param part a scalar whose gradients are those of the loss through this process's classes
   * @param value of the loss, averaged over pictures
   * @param accuracy share of pictures whose nearest centre is the right one, in 0..1
   */
  public record Result(Tensor part, double value, double accuracy) {}

  /**
   * Returns the loss. The part is {@code sum(logits * d)} with the derivatives {@code d = (softmax
   * - right) / n} as constants, since an exchange has no gradients.
   *
   * @param cosines float [n,classes of this process]
   * @param labels int64 [n], over all classes
   */
  public Result loss(Tensor cosines, Tensor labels) {
    long classes = cosines.size(1);
    Tensor local = labels.sub(new Scalar((long) first));
    Tensor here = local.ge(new Scalar(0L)).logical_and(local.lt(new Scalar(classes)));
    Tensor at = local.masked_fill(here.logical_not(), new Scalar(0L)).unsqueeze(1);
    Tensor logits = arcFace.logits(cosines, at, here.unsqueeze(1));
    Derivatives found = Tensors.withoutGradients(() -> derivatives(cosines, logits, at, here));
    return new Result(logits.mul(found.ofLogits()).sum(), found.value(), found.accuracy());
  }

  private Derivatives derivatives(Tensor cosines, Tensor logits, Tensor at, Tensor here) {
    Tensor mine = here.to(torch.ScalarType.Float);
    Tensor most = greatest(logits);
    Tensor powers = logits.sub(most.unsqueeze(1)).exp();
    Tensor sum = powers.sum(1);
    group.sum(sum);
    Tensor rightLogit = ofRight(logits, at, mine);
    Tensor rightCosine = ofRight(cosines, at, mine);
    double pictures = cosines.size(0);
    Tensor hits = torch.zeros_like(powers).scatter(1, at, mine.unsqueeze(1));
    return new Derivatives(
        powers.div(sum.unsqueeze(1)).sub(hits).div(new Scalar(pictures)),
        Tensors.value(sum.log().add(most).sub(rightLogit).mean()),
        Tensors.value(rightCosine.ge(greatest(cosines)).to(torch.ScalarType.Float).mean()));
  }

  /** Returns the greatest value of each row over all classes. */
  private Tensor greatest(Tensor values) {
    Tensor most = values.amax(new long[] {1}, false);
    group.max(most);
    return most;
  }

  /** Returns each row's value of the right class, which one process has. */
  private Tensor ofRight(Tensor values, Tensor at, Tensor mine) {
    Tensor right = values.gather(1, at).squeeze(1).mul(mine);
    group.sum(right);
    return right;
  }

  private record Derivatives(Tensor ofLogits, double value, double accuracy) {}
}
