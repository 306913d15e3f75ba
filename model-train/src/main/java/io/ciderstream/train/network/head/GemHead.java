package io.ciderstream.train.network.head;

import io.ciderstream.train.ops.Ops;

/**
 * Pooling alone, by default GeM (Radenovic et al., arXiv 1711.02512), which with ArcFace is the
 * method of Yokoo et al., CVPRW 2020.
 */
public record GemHead() implements Head {
  @Override
  public <T> T vector(Ops<T> ops, HeadInput<T> input) {
    return input.pool(ops, input.last());
  }
}
