package io.ciderstream.trials.faults.system;

import io.ciderstream.schemas.Await;
import io.ciderstream.schemas.Durations;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Waits for a limited time. Any thread. */
public final class BoundedWait {
  private BoundedWait() {}

  /**
   * Waits until a condition holds.
   *
   * @param what completes "did not happen within 5 min:"
   * @throws IllegalStateException if it does not hold in time
   */
  public static void until(BooleanSupplier condition, Duration limit, String what) {
    if (!holds(condition, limit)) {
      throw new IllegalStateException(
          "did not happen within %s: %s".formatted(Durations.text(limit), what));
    }
  }

  /** Waits until a condition holds, and returns whether it did in time. */
  public static boolean holds(BooleanSupplier condition, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    AtomicBoolean held = new AtomicBoolean();
    Await.until(
        () -> {
          held.set(condition.getAsBoolean());
          return held.get() || System.nanoTime() > deadline;
        },
        limit,
        () -> {});
    return held.get();
  }
}
