package io.ciderstream.console.http;

import java.util.Locale;
import java.util.Set;

/** Tells pages of others from our own, by what a browser says of a request. */
final class Origins {
  private static final Set<String> READING = Set.of("GET", "HEAD");

  private Origins() {}

  /**
   * True if another site's page asks. {@code Sec-Fetch-Site} says it best; a browser that does not
   * send it, as over plain HTTP to another machine, sends the {@code Origin} of what changes
   * something. Who follows a link is not foreign.
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

  /** An origin is a scheme and an authority; a proxy may have changed the scheme. */
  private static boolean hasOtherOrigin(Exchange exchange) {
    String host = exchange.header("Host").orElse("");
    return exchange
        .header("Origin")
        .filter(origin -> !origin.replaceFirst("^https?://", "").equalsIgnoreCase(host))
        .isPresent();
  }

  /** A Host header without its port, in lower case. */
  static String name(String host) {
    return host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
  }

  /** True of the names of this machine's loopback interface. */
  static boolean isLocal(String name) {
    return name.equals("localhost") || name.equals("[::1]") || name.matches("127(\\.\\d{1,3}){3}");
  }

  /**
   * True of an address, and of a name without a dot: no stranger can have such a name point to our
   * address.
   */
  static boolean cannotBeTaken(String name) {
    return name.matches("[a-z0-9_-]+|\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");
  }
}
