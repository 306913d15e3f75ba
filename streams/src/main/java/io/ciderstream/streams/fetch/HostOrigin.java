package io.ciderstream.streams.fetch;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * Where a uri leads.
 *
 * @param host in lower case
 * @param port 1 to 65535
 */
record HostOrigin(String host, int port) {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final int MAX_PORT = 65_535;
  private static final int SHOWN_CHARACTERS = 200;

  /**
   * Returns the origin of a uri.
   *
   * @param allowed hosts and hosts with ports
   * @throws CiderException URI_REFUSED
   */
  static HostOrigin of(URI uri, Set<String> allowed) {
    String scheme = lower(uri.getScheme());
    String host = lower(uri.getHost());
    boolean secure = scheme.equals("https");
    int port = uri.getPort() >= 0 ? uri.getPort() : secure ? HTTPS_PORT : HTTP_PORT;
    if (!secure && !scheme.equals("http")
        || !allowed.contains(host) && !allowed.contains(host + ":" + port)) {
      throw new CiderException(
          ErrorCode.URI_REFUSED,
          "The uri is %s; %s has the allowed hosts."
              .formatted(shown(uri), FetchSettings.ALLOWED_HOSTS));
    }
    if (port < 1 || port > MAX_PORT) {
      throw new CiderException(
          ErrorCode.URI_REFUSED,
          "The uri is %s, but a port is 1 to %d.".formatted(shown(uri), MAX_PORT));
    }
    return new HostOrigin(host, port);
  }

  private static String lower(String part) {
    return part == null ? "" : part.toLowerCase(Locale.ROOT);
  }

  /** Returns a uri for messages; the beginning of a long one. */
  static String shown(Object uri) {
    String text = uri.toString();
    return text.length() <= SHOWN_CHARACTERS
        ? text
        : "%s... (%d characters)".formatted(text.substring(0, SHOWN_CHARACTERS), text.length());
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
