package io.ciderstream.train.network;

import io.ciderstream.train.ops.Ops;

/** A block of a backbone: a feature map to a feature map. */
interface BackboneBlock {
  /** Returns how many times smaller the output is than the input, 1 or 2. */
  int stride();

  /** Returns the number of output channels. */
  int out();

  /** Computes the output, [N,{@link #out()},h,w]. */
  <T> T apply(Ops<T> ops, T input);
}
