package io.ciderstream.streams.fetch;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.time.Duration;

/**
 * How long fetching may take. Waiting until other fetches are done counts in none of these.
 *
 * @param connect until a connection stands
 * @param idle longest time without a single byte
 * @param total from the first request for a picture to its last byte, redirects included
 * @param retry how long a host may stay away before its pictures are given up; zero to wait without
 *     end
 */
public record FetchTimes(Duration connect, Duration idle, Duration total, Duration retry) {

  /** Refuses impossible values with SETTING_INVALID. */
  public FetchTimes {
    if (connect.toMillis() < 1
        || idle.toMillis() < 1
        || total.compareTo(idle) < 0
        || retry.isNegative()) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "fetch.connect.timeout.ms (%d) and fetch.timeout.ms (%d) must be positive, fetch.total.timeout.ms (%d) no less than the latter, and fetch.retry.ms (%d) not negative."
              .formatted(connect.toMillis(), idle.toMillis(), total.toMillis(), retry.toMillis()));
    }
  }
}
