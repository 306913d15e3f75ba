package io.ciderstream.index.milvus;

import java.time.Duration;

/** A moment of {@link System#nanoTime} by which several calls together must be done. */
record Deadline(long nanoTime) {
  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** Not positive when it has passed. */
  Duration left() {
    return Duration.ofNanos(nanoTime - System.nanoTime());
  }
}
