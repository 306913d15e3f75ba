package io.ciderstream.embedding.stage;

import java.time.Duration;

/** Waiting for threads to end. */
final class ThreadEnd {
  private ThreadEnd() {}

  /** Returns whether the thread has ended by the deadline, a {@link System#nanoTime}. */
  static boolean join(Thread thread, long deadline) {
    try {
      return thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !thread.isAlive();
    }
  }
}
