package io.ciderstream.train.learn.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Holds descriptors near those of the start, so that what it knew is not unlearned. */
public final class Keep {
  private Keep() {}

  /**
   * {@code 1 - cosine}, averaged.
   *
   * @param descriptors float [N,D], each of length 1
   * @param start of the same pictures, as the network described them at the start
   */
  public static Tensor loss(Tensor descriptors, Tensor start) {
    return descriptors.mul(start).sum(1).mean().neg().add(new Scalar(1.0));
  }
}
