package io.ciderstream.client;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Says for 30 s after a lookup that no searcher answered that replacements are not looked up, since
 * each would wait as long. Any thread.
 */
public final class LookupPause {
  private static final long PAUSE_NANOS = Duration.ofSeconds(30).toNanos();

  private final LongSupplier nanoTime;
  private volatile boolean unanswered;
  private volatile long since;

  /**
   * Creates a pause that has not begun.
   *
   * @param nanoTime as {@link System#nanoTime}
   */
  public LookupPause(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Records a lookup: one without an answer begins the pause, one with an answer ends it. */
  public void ended(boolean answered) {
    since = nanoTime.getAsLong();
    unanswered = !answered;
  }

  /** Returns whether replacements are not looked up now. */
  public boolean isOn() {
    return unanswered && nanoTime.getAsLong() - since < PAUSE_NANOS;
  }
}
