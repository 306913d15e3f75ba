package io.ciderstream.train.load;

import io.ciderstream.schemas.CiderException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongFunction;

/**
 * Keeps the next steps in flight. For one thread.
 *
 * @param <T> what a step needs
 */
public final class Prefetch<T> {
  private final LongFunction<CompletableFuture<T>> start;
  private final long last;
  private final int ahead;
  private final Queue<CompletableFuture<T>> underWay = new ArrayDeque<>();
  private long next;

  /**
   * Creates a prefetch.
   *
   * @param start begins to load a step
   * @param first number of the first step
   * @param last number after the last step
   * @param ahead how many are loaded while one is used, 0 or more
   */
  public Prefetch(LongFunction<CompletableFuture<T>> start, long first, long last, int ahead) {
    this.start = start;
    this.next = first;
    this.last = last;
    this.ahead = ahead;
  }

  /** Returns the next step; waits for it. */
  public T take() {
    while (next < last && underWay.size() <= ahead) {
      underWay.add(start.apply(next++));
    }
    try {
      return underWay.remove().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof CiderException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
