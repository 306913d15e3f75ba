package io.ciderstream.train.network.head;

import io.ciderstream.train.ops.Ops;

/**
 * CiDeR (Song et al., CVPR 2024, arXiv 2404.01524): pooling behind its three blocks, which have
 * options of their own.
 */
public record CiderHead() implements Head {
  @Override
  public <T> T vector(Ops<T> ops, HeadInput<T> input) {
    return input.pool(ops, input.last());
  }
}
