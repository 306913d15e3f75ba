package io.ciderstream.console.http;

import java.util.Locale;
import java.util.Set;

/** Distinguishes the pages of other sites from our own by the headers that a browser sends. */
final class Origins {
  private static final Set<String> READING = Set.of("GET", "HEAD");

  private Origins() {}

  /**
   * Returns whether another site's page sent the request. A browser that does not send {@code
   * Sec-Fetch-Site}, as over plain HTTP to another machine, sends the {@code Origin} of requests
   * that change something. Following a link is allowed.
   */
  static boolean isForeign(Exchange exchange) {
    return exchange
        .header("Sec-Fetch-Site")
        .map(site -> !site.equals("same-origin") && !site.equals("none") && !isNavigation(exchange))
        .orElseGet(() -> !READING.contains(exchange.method()) && hasOtherOrigin(exchange));
  }

  private static boolean isNavigation(Exchange exchange) {
    return exchange.method().equals("GET")
        && exchange.header("Sec-Fetch-Mode").filter("navigate"::equals).isPresent();
  }

  /** Compares the authority only, since a proxy may have changed the scheme. */
  private static boolean hasOtherOrigin(Exchange exchange) {
    String host = exchange.header("Host").orElse("");
    return exchange
        .header("Origin")
        .filter(origin -> !origin.replaceFirst("^https?://", "").equalsIgnoreCase(host))
        .isPresent();
  }

  /** Returns a Host header without its port, in lower case. */
  static String name(String host) {
    return host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
  }

  /** Returns whether the name is one of this machine's loopback interface. */
  static boolean isLocal(String name) {
    return name.equals("localhost") || name.equals("[::1]") || name.matches("127(\\.\\d{1,3}){3}");
  }

  /**
   * Returns whether the name is an address or has no dot: a malicious site cannot let such a name
   * point to our address.
   */
  static boolean cannotBeTaken(String name) {
    return name.matches("[a-z0-9_-]+|\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");
  }
}
