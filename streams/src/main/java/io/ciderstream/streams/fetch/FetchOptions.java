package io.ciderstream.streams.fetch;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * From where pictures may be fetched.
 *
 * @param allowedHosts {@code host} for any port of it, or {@code host:port}; empty allows none
 * @param allowedNetworks where the names of these hosts may have addresses, besides public ones; an
 *     allowed host that is an address needs none
 * @param bounds how much at a time
 * @param times how long
 * @param retry how long a host may be unreachable before its pictures are abandoned; zero to wait
 *     without end
 */
public record FetchOptions(
    Set<String> allowedHosts,
    List<AddressRange> allowedNetworks,
    FetchBounds bounds,
    FetchTimes times,
    Duration retry) {

  /** Rejects impossible values with SETTING_INVALID. */
  public FetchOptions {
    allowedHosts =
        allowedHosts.stream()
            .map(host -> host.strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    allowedNetworks = List.copyOf(allowedNetworks);
    for (String host : allowedHosts) {
      if (!host.matches("(\\[[0-9a-f:.]+]|[a-z0-9._-]+)(:[0-9]+)?")) {
        throw new CiderException(
            ErrorCode.SETTING_INVALID,
            "%s has '%s', which is not a host or host:port."
                .formatted(FetchSettings.ALLOWED_HOSTS, host));
      }
    }
    if (retry.isNegative()) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "%s (%d) is negative.".formatted(FetchSettings.RETRY, retry.toMillis()));
    }
  }
}
