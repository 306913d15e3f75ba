package io.ciderstream.streams.searcher;

import io.ciderstream.streams.runtime.Futures;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Threads and a queue of bounded size. A call whose time is over is interrupted, or leaves the
 * queue. Safe for use by several threads.
 */
final class BoundedPool implements AutoCloseable {
  /** Most calls that wait for a thread. */
  static final int MAX_QUEUED = 1_000;

  private static final long IDLE_SECONDS = 60;

  private final ThreadPoolExecutor pool;

  /**
   * Creates a pool.
   *
   * @param name of the threads, before their number
   * @param threads most calls at a time
   */
  BoundedPool(String name, int threads) {
    pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MAX_QUEUED),
            Thread.ofPlatform().daemon().name(name, 0).factory());
    pool.allowCoreThreadTimeOut(true);
  }

  /**
   * Calls and waits no longer than this.
   *
   * @throws java.util.concurrent.RejectedExecutionException if too many calls wait already
   * @throws TimeoutException if it takes longer
   */
  <T> T call(Callable<T> question, Duration timeout) throws InterruptedException, TimeoutException {
    FutureTask<T> task = new FutureTask<>(question);
    try {
      pool.execute(task);
      return Futures.await(task, timeout);
    } finally {
      if (task.isCancelled()) {
        pool.remove(task);
      }
    }
  }

  /** Returns how many calls wait for a thread or have one. */
  int pending() {
    return pool.getQueue().size() + pool.getActiveCount();
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
