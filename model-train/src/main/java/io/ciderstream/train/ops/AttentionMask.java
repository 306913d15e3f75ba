package io.ciderstream.train.ops;

/**
 * The part of a feature map that is kept, by attention: all where attention is at least the
 * threshold, a part elsewhere.
 *
 * @param kind how it is trained
 * @param threshold in 0..1, neither included
 * @param beta the part kept below the threshold, 0..1
 * @param sharpness k of the soft mask, more than 0; a training loop may raise it
 */
public record AttentionMask(Kind kind, double threshold, double beta, double sharpness) {
  /** How a mask is made from attention while training. Outside of training every mask is hard. */
  public enum Kind {
    /** Hard forward; backward the gradient of the soft mask. */
    STRAIGHT_THROUGH,
    /** Soft: {@code beta + (1 - beta) sigmoid(k (attention - threshold))}. */
    SOFT
  }

  public AttentionMask {
    if (!(threshold > 0 && threshold < 1)) {
      throw new IllegalArgumentException("threshold %s is not within 0..1".formatted(threshold));
    }
    if (!(beta >= 0 && beta <= 1)) {
      throw new IllegalArgumentException("beta %s is not within 0..1".formatted(beta));
    }
    if (!(sharpness > 0)) {
      throw new IllegalArgumentException("sharpness %s is not positive".formatted(sharpness));
    }
  }
}
