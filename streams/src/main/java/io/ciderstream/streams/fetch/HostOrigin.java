package io.ciderstream.streams.fetch;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

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
  private static final Pattern USER = Pattern.compile("//[^/?#]*@");
  private static final Pattern QUERY = Pattern.compile("[?#].*", Pattern.DOTALL);

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
      throw refused(uri, "; %s has the allowed hosts".formatted(FetchSettings.ALLOWED_HOSTS));
    }
    if (port < 1 || port > MAX_PORT) {
      throw refused(uri, ", but a port is 1 to %d".formatted(MAX_PORT));
    }
    if (uri.getRawUserInfo() != null) {
      throw refused(uri, ", but a uri with a user or password is not fetched");
    }
    return new HostOrigin(host, port);
  }

  /**
   * Returns the URL of this origin's uri, as it is requested.
   *
   * @throws CiderException URI_REFUSED if the client reads another host or port from it
   */
  HttpUrl url(URI uri) {
    HttpUrl url = HttpUrl.get(uri);
    if (url == null || !url.host().equals(bare(host)) || url.port() != port) {
      throw refused(uri, ", whose host is ambiguous");
    }
    return url;
  }

  /** Returns a host without the brackets of an IPv6 address. */
  static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static CiderException refused(URI uri, String reason) {
    return new CiderException(
        ErrorCode.URI_REFUSED, "The uri is %s%s.".formatted(shown(uri), reason));
  }

  private static String lower(String part) {
    return part == null ? "" : part.toLowerCase(Locale.ROOT);
  }

  /**
   * Returns a uri for messages: the beginning of a long one, without a user, a password, and the
   * query, which may be a signature that opens the picture to everyone.
   */
  static String shown(Object uri) {
    String text = uri.toString();
    String safe = QUERY.matcher(USER.matcher(text).replaceFirst("//***@")).replaceFirst("?***");
    return safe.length() <= SHOWN_CHARACTERS
        ? safe
        : "%s... (%d characters)".formatted(safe.substring(0, SHOWN_CHARACTERS), text.length());
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
