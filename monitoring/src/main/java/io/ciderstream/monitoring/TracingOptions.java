package io.ciderstream.monitoring;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.net.URI;

/**
 * Where spans go.
 *
 * @param enabled whether spans are exported
 * @param endpoint of OTLP over HTTP
 * @param ratio the share of the traces started here that is kept, 0 to 1; a trace started elsewhere
 *     is kept if its parent is
 */
public record TracingOptions(boolean enabled, String endpoint, double ratio) {
  /** Rejects an endpoint that is no address with SETTING_INVALID. */
  public TracingOptions {
    if (enabled && !endpoint.matches("https?://.+")) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "%s=%s is not an http or https address."
              .formatted(MonitoringSettings.ENDPOINT, endpoint));
    }
    URI.create(endpoint);
  }
}
