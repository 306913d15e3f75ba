package io.ciderstream.train.ops;

/** How a mask is made from attention while training. Outside of training every mask is hard. */
public enum MaskKind {
  /** Hard forward; backward the gradient of the soft mask. */
  STRAIGHT_THROUGH,
  /** Soft: {@code beta + (1 - beta) sigmoid(k (attention - threshold))}. */
  SOFT
}
