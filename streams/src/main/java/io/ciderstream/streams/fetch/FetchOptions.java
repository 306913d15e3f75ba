package io.ciderstream.streams.fetch;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.Durations;
import io.ciderstream.schemas.ErrorCode;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * From where pictures may be fetched.
 *
 * @param allowedHosts {@code host} for any port of it, or {@code host:port}; empty allows none
 * @param maxBytes the largest content
 * @param connectTimeout until the connection stands
 * @param timeout for one picture from the request to its last byte, redirects apart
 */
public record FetchOptions(
    Set<String> allowedHosts, int maxBytes, Duration connectTimeout, Duration timeout) {

  /** Refuses impossible values with SETTING_INVALID. */
  public FetchOptions {
    allowedHosts =
        allowedHosts.stream()
            .map(host -> host.strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    for (String host : allowedHosts) {
      if (!host.matches("(\\[[0-9a-f:.]+]|[a-z0-9._-]+)(:[0-9]+)?")) {
        throw new CiderException(
            ErrorCode.SETTING_INVALID,
            "fetch.allowed.hosts has '%s', which is no host or host:port.".formatted(host));
      }
    }
    if (maxBytes < 1 || connectTimeout.toMillis() < 1 || timeout.toMillis() < 1) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "fetch limits must be positive, but are %d bytes, %s and %s."
              .formatted(maxBytes, Durations.text(connectTimeout), Durations.text(timeout)));
    }
  }
}
