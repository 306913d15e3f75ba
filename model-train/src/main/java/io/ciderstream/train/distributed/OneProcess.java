package io.ciderstream.train.distributed;

import org.bytedeco.pytorch.Tensor;

/** The group of a process that trains alone, which exchanges nothing. */
public record OneProcess() implements ProcessGroup {
  @Override
  public int rank() {
    return 0;
  }

  @Override
  public int size() {
    return 1;
  }

  @Override
  public void sum(Tensor tensor) {}

  @Override
  public void max(Tensor tensor) {}

  @Override
  public void copyFromFirst(Tensor tensor) {}

  @Override
  public Tensor gather(Tensor rows) {
    return rows;
  }

  @Override
  public boolean agree(boolean said) {
    return said;
  }

  @Override
  public void await() {}

  @Override
  public void close() {}
}
