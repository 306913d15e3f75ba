package io.ciderstream.integrity.result;

import java.time.Duration;

/**
 * What a verification took.
 *
 * @param records how many records of the log were read
 * @param rows how many rows of the index were read
 * @param diskBytes of its temporary files
 * @param millis it took
 */
public record VerificationCost(long records, long rows, long diskBytes, long millis) {
  /** Returns how long it took. */
  public Duration time() {
    return Duration.ofMillis(millis);
  }
}
