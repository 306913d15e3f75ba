package io.ciderstream.streams.fetch;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.time.Duration;

/**
 * How long fetching may take. Waiting until other fetches are done counts in none of these.
 *
 * @param connect until a connection is established
 * @param idle longest time without a single byte
 * @param total from the first request for a picture to its last byte, redirects included
 */
public record FetchTimes(Duration connect, Duration idle, Duration total) {

  /** Rejects impossible values with SETTING_INVALID. */
  public FetchTimes {
    if (connect.toMillis() < 1 || idle.toMillis() < 1 || total.compareTo(idle) < 0) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "%s (%d) and %s (%d) must be positive, and %s (%d) at least as long as the latter."
              .formatted(
                  FetchSettings.CONNECT_TIMEOUT,
                  connect.toMillis(),
                  FetchSettings.IDLE_TIMEOUT,
                  idle.toMillis(),
                  FetchSettings.TOTAL_TIMEOUT,
                  total.toMillis()));
    }
  }
}
