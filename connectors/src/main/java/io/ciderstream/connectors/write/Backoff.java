package io.ciderstream.connectors.write;

/** Pauses that double up to a longest one. One thread. */
public final class Backoff {
  private final long firstMs;
  private final long longestMs;
  private long nextMs;

  public Backoff(long firstMs, long longestMs) {
    this.firstMs = firstMs;
    this.longestMs = longestMs;
    this.nextMs = firstMs;
  }

  /** The next pause in milliseconds. */
  public long next() {
    long pause = nextMs;
    nextMs = Math.min(longestMs, 2 * nextMs);
    return pause;
  }

  /** Begins with the first pause again. */
  public void reset() {
    nextMs = firstMs;
  }
}
