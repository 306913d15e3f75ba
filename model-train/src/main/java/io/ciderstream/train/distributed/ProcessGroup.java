package io.ciderstream.train.distributed;

import org.bytedeco.pytorch.Tensor;

/**
 * The processes that train one model together. Every exchange is called by all of them, in the same
 * order, inside a {@code PointerScope}, and fails with TRAINING_PROCESS_LOST if one of them has
 * ended. One thread.
 */
public interface ProcessGroup extends AutoCloseable {
  /** Returns the number of this process, from 0. */
  int rank();

  /** Returns how many processes there are, 1 or more. */
  int size();

  /** Returns whether this process writes the files of the run. */
  default boolean first() {
    return rank() == 0;
  }

  /** Returns what this process takes of the rows of a table or batch. */
  default Share share() {
    return new Share(rank(), size());
  }

  /** Replaces a tensor in each process by the sum of all; its bits are the same in each. */
  void sum(Tensor tensor);

  /** Replaces a tensor in each process by the greatest value at each position. */
  void max(Tensor tensor);

  /** Replaces a tensor in each process by that of the first. */
  void copyFromFirst(Tensor tensor);

  /**
   * Returns the tensors of all processes one below the other, in the order of their ranks.
   *
   * @param rows of the same shape in each process
   */
  Tensor gather(Tensor rows);

  /** Returns what the first process says, and waits until all processes have called this. */
  boolean agree(boolean said);

  /** Waits until all processes have called this. */
  void await();

  @Override
  void close();
}
