package io.ciderstream.connectors;

/** Pauses that double up to a longest one. One thread. */
final class Backoff {
  private final long firstMs;
  private final long longestMs;
  private long nextMs;

  Backoff(long firstMs, long longestMs) {
    this.firstMs = firstMs;
    this.longestMs = longestMs;
    this.nextMs = firstMs;
  }

  /** The next pause in milliseconds. */
  long next() {
    long pause = nextMs;
    nextMs = Math.min(longestMs, 2 * nextMs);
    return pause;
  }

  /** Begins with the first pause again. */
  void reset() {
    nextMs = firstMs;
  }
}
