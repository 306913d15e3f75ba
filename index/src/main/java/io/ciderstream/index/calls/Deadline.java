package io.ciderstream.index.calls;

import java.time.Duration;

/** A moment of {@link System#nanoTime} by which several calls together must be done. */
public record Deadline(long nanoTime) {
  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** Not positive when it has passed. */
  public Duration left() {
    return Duration.ofNanos(nanoTime - System.nanoTime());
  }
}
