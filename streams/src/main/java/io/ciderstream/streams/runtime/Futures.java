package io.ciderstream.streams.runtime;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waiting for a future, with its own exception rather than a wrapped one. */
public final class Futures {
  private Futures() {}

  /** Waits as long as it takes; cancels when interrupted. */
  public static <T> T await(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } finally {
      future.cancel(true);
    }
  }

  /** Waits no longer than this; cancels when it did not come. */
  public static <T> T await(Future<T> future, Duration timeout)
      throws InterruptedException, TimeoutException {
    try {
      return future.get(Math.max(0, timeout.toNanos()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } finally {
      future.cancel(true);
    }
  }

  private static RuntimeException unwrapped(ExecutionException e) {
    return e.getCause() instanceof RuntimeException known
        ? known
        : new IllegalStateException(e.getCause());
  }
}
