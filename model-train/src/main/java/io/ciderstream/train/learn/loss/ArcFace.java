package io.ciderstream.train.learn.loss;

import io.ciderstream.evaluation.yaml.Key;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Additive angular margin (Deng et al., arXiv 1801.07698): cross entropy over {@code scale *
 * cos(angle to each class centre)}, where {@code margin} is added to the angle to the right centre.
 * Where angle + margin would pass pi, {@code cos - margin * sin(margin)} continues it, so that the
 * loss keeps falling as the angle shrinks.
 *
 * @param margin radians, in 0..1.5
 * @param scale more than 0
 */
public record ArcFace(
    @Key(fallback = "0.3", max = 1.5) double margin,
    @Key(fallback = "30", min = 1, max = 1e4) double scale) {
  private static final double LEAST_SINE2 = 1e-7;

  public ArcFace {
    if (!(margin >= 0 && margin <= 1.5) || !(scale > 0)) {
      throw new IllegalArgumentException("margin %s, scale %s".formatted(margin, scale));
    }
  }

  /**
   * Returns the cosines to the centres.
   *
   * @param descriptors float [N,D], each of length 1
   * @param centres float [classes,D], of any length
   * @return float [N,classes]
   */
  public Tensor cosines(Tensor descriptors, Tensor centres) {
    return torch.mm(descriptors, Tensors.normalised(centres).t());
  }

  /**
   * Returns the loss, averaged over pictures.
   *
   * @param cosines of {@link #cosines}
   * @param labels int64 [N], in 0..classes-1
   */
  public Tensor loss(Tensor cosines, Tensor labels) {
    Tensor at = labels.unsqueeze(1);
    Tensor every = at.ge(new Scalar(0L));
    return torch.cross_entropy_loss(logits(cosines, at, every), labels);
  }

  /**
   * Returns the scaled cosines, with the margin at the right classes.
   *
   * @param cosines of {@link #cosines}
   * @param at int64 [N,1], the column of the right class
   * @param here bool [N,1], whether the right class is among the columns
   */
  Tensor logits(Tensor cosines, Tensor at, Tensor here) {
    Tensor right = cosines.gather(1, at);
    Tensor sine = right.square().neg().add(new Scalar(1.0)).clamp_min(new Scalar(LEAST_SINE2));
    Tensor moved =
        right.mul(new Scalar(Math.cos(margin))).sub(sine.sqrt().mul(new Scalar(Math.sin(margin))));
    Tensor beyond = right.sub(new Scalar(margin * Math.sin(margin)));
    Tensor target = torch.where(right.gt(new Scalar(Math.cos(Math.PI - margin))), moved, beyond);
    return cosines.scatter(1, at, torch.where(here, target, right)).mul(new Scalar(scale));
  }

  /** Returns the share of pictures whose nearest centre is the right one, in 0..1. */
  public double accuracy(Tensor cosines, Tensor labels) {
    Tensor nearest = cosines.detach().argmax(new LongOptional(1), false);
    return Tensors.value(nearest.eq(labels).to(torch.ScalarType.Float).mean());
  }
}
