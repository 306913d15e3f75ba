package io.ciderstream.index.settings;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;

/**
 * How to reach Milvus, and as whom.
 *
 * @param uri {@code http://host:port}, or {@code https://} for TLS
 * @param credentials the client's identity
 * @param database the Milvus database; empty is the server's default
 * @param tls certificates; only with an {@code https://} uri
 * @param deadline how long one call to Milvus may take, 100 ms to 10 min
 */
public record IndexConnection(
    String uri, IndexCredentials credentials, String database, TlsFiles tls, Duration deadline) {

  /** Rejects contradictions with SETTING_INVALID. */
  public IndexConnection {
    requireNonNull(credentials, "credentials");
    requireNonNull(database, "database");
    Checks.require(
        isHttp(uri),
        "%s is %s, not http://host:port or https://host:port.",
        IndexSettings.URI.name(),
        uri);
    tls.settings()
        .forEach(
            setting ->
                Checks.require(
                    uri.startsWith("https:"),
                    "%s is set, but %s is %s.",
                    setting.name(),
                    IndexSettings.URI.name(),
                    uri));
    Checks.within(IndexSettings.RPC_DEADLINE, deadline.toMillis());
  }

  private static boolean isHttp(String uri) {
    try {
      URI parsed = URI.create(uri);
      return parsed.getHost() != null
          && ("http".equals(parsed.getScheme()) || "https".equals(parsed.getScheme()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
