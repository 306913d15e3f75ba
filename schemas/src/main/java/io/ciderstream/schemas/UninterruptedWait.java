package io.ciderstream.schemas;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Waits for work that must not run any more when the caller continues. */
public final class UninterruptedWait {
  private UninterruptedWait() {}

  /**
   * Waits even if the thread is interrupted, which it is again afterwards.
   *
   * @return the result
   * @throws RuntimeException the work's own failure
   */
  public static <T> T await(Future<T> work) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return work.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
