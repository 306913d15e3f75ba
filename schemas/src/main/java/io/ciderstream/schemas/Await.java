package io.ciderstream.schemas;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a condition that another thread or process brings about. */
public final class Await {
  private static final long FIRST_PAUSE_MS = 20;
  private static final long LONGEST_PAUSE_MS = 500;

  private Await() {}

  /**
   * Checks the condition again and again, with growing pauses, until it holds.
   *
   * @param reminder how long to wait before {@code stalled} runs, and runs again
   * @param stalled runs each time that the condition has not held for so long
   * @throws IllegalStateException if the thread is interrupted
   */
  public static void until(BooleanSupplier condition, Duration reminder, Runnable stalled) {
    long since = System.nanoTime();
    long pause = FIRST_PAUSE_MS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - since > reminder.toNanos()) {
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
