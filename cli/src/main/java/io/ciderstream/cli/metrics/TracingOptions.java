package io.ciderstream.cli.metrics;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.net.URI;

/**
 * Where spans go.
 *
 * @param enabled whether there are any
 * @param endpoint of OTLP over HTTP
 * @param ratio of traces begun here that are kept, 0 to 1; traces begun by others are kept as they
 *     say
 */
public record TracingOptions(boolean enabled, String endpoint, double ratio) {
  /** Refuses an endpoint that is no address with SETTING_INVALID. */
  public TracingOptions {
    if (enabled && !endpoint.matches("https?://.+")) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "otel.endpoint=%s is no http or https address.".formatted(endpoint));
    }
    URI.create(endpoint);
  }
}
