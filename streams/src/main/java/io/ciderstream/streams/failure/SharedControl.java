package io.ciderstream.streams.failure;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** Shares one attempt among all records that fail at about the same time, as in an outage. */
public final class SharedControl implements Control {
  private static final Duration VALIDITY = Duration.ofSeconds(1);

  private final Control control;
  private final long validNanos;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean tried;
  private boolean worked;
  private long triedAt;

  /**
   * A result counts for a second.
   *
   * @param control is tried
   */
  public SharedControl(Control control) {
    this(control, VALIDITY, System::nanoTime);
  }

  /**
   * Creates a shared control.
   *
   * @param control is tried
   * @param valid how long one result counts
   * @param nanoTime a clock such as {@link System#nanoTime}
   */
  SharedControl(Control control, Duration valid, LongSupplier nanoTime) {
    this.control = control;
    this.validNanos = valid.toNanos();
    this.nanoTime = nanoTime;
  }

  @Override
  public boolean works() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (!tried || nanoTime.getAsLong() - triedAt > validNanos) {
        worked = control.works();
        triedAt = nanoTime.getAsLong();
        tried = true;
      }
      return worked;
    } finally {
      lock.unlock();
    }
  }
}
