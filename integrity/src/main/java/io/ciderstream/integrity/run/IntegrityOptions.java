package io.ciderstream.integrity.run;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a verification is made.
 *
 * @param share of the ids that is compared, chosen by their hash; above 0, at most 1
 * @param limit how many ids that differ are named
 * @param times how long it waits
 * @param minCosine vectors with a smaller cosine differ
 * @param memoryBytes of the sort's buffers
 * @param folder where the temporary files are; it exists
 */
public record IntegrityOptions(
    double share, int limit, Times times, double minCosine, long memoryBytes, Path folder) {
  /** The cosine that a rebuild with the same model promises. */
  public static final double DEFAULT_MIN_COSINE = 0.9999;

  private static final long DEFAULT_MEMORY = 64L << 20;
  private static final int DEFAULT_LIMIT = 20;

  /**
   * How long a verification waits.
   *
   * @param position for the embedder and the sink, until they reach the position
   * @param settle a difference must last so long
   */
  public record Times(Duration position, Duration settle) {}

  /** Rejects a share that is not above 0 and at most 1. */
  public IntegrityOptions {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("the share is " + share);
    }
  }

  /** Returns the options with defaults: all ids, a minute, differences that last 5 seconds. */
  public static IntegrityOptions in(Path folder) {
    return new IntegrityOptions(
        1,
        DEFAULT_LIMIT,
        new Times(Duration.ofMinutes(1), Duration.ofSeconds(5)),
        DEFAULT_MIN_COSINE,
        DEFAULT_MEMORY,
        folder);
  }

  /** Returns the options with another share. */
  public IntegrityOptions withShare(double other) {
    return new IntegrityOptions(other, limit, times, minCosine, memoryBytes, folder);
  }

  /** Returns the options with another number of named ids. */
  public IntegrityOptions withLimit(int other) {
    return new IntegrityOptions(share, other, times, minCosine, memoryBytes, folder);
  }

  /** Returns the options with other waits. */
  public IntegrityOptions withTimes(Duration position, Duration settle) {
    return new IntegrityOptions(
        share, limit, new Times(position, settle), minCosine, memoryBytes, folder);
  }

  /** Returns the options with another bound of the cosine. */
  public IntegrityOptions withMinCosine(double other) {
    return new IntegrityOptions(share, limit, times, other, memoryBytes, folder);
  }

  /** Returns the options with other buffers. */
  public IntegrityOptions withMemory(long bytes) {
    return new IntegrityOptions(share, limit, times, minCosine, bytes, folder);
  }
}
