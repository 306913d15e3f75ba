package io.ciderstream.cli.client;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a condition that another process brings about. */
public final class Await {
  private static final long FIRST_PAUSE_MS = 20;
  private static final long LONGEST_PAUSE_MS = 500;

  private Await() {}

  /**
   * Asks again, with growing pauses, until the condition holds.
   *
   * @param stalled runs each time that so long has passed in vain
   * @throws IllegalStateException if the thread is interrupted
   */
  public static void until(BooleanSupplier condition, Duration patience, Runnable stalled) {
    long since = System.nanoTime();
    long pause = FIRST_PAUSE_MS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - since > patience.toNanos()) {
        since = System.nanoTime();
        stalled.run();
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting", e);
      }
      pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
    }
  }
}
