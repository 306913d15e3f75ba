package io.ciderstream.index.calls;

import java.time.Duration;

/** A time on the clock of {@link System#nanoTime} that several calls together must meet. */
public record Deadline(long nanoTime) {
  /** Returns the deadline after this time. */
  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** Returns the remaining time, which is not positive after the deadline. */
  public Duration left() {
    return Duration.ofNanos(nanoTime - System.nanoTime());
  }
}
