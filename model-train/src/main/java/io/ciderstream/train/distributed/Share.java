package io.ciderstream.train.distributed;

/**
 * Divides rows between processes: each takes a range, in the order of their ranks, and the ranges
 * differ by one row at most.
 *
 * @param rank of this process, from 0
 * @param size how many processes there are
 */
public record Share(int rank, int size) {
  public Share {
    if (rank < 0 || rank >= size) {
      throw new IllegalArgumentException("process %d of %d".formatted(rank, size));
    }
  }

  /** Returns the first of this process's rows. */
  public int from(int rows) {
    return (int) ((long) rows * rank / size);
  }

  /** Returns the row after the last of this process's. */
  public int to(int rows) {
    return (int) ((long) rows * (rank + 1) / size);
  }

  /** Returns how many rows this process takes. */
  public int count(int rows) {
    return to(rows) - from(rows);
  }

  /** Returns whether this process takes a row of a table that is divided one by one. */
  public boolean takes(int row) {
    return row % size == rank;
  }
}
