package io.ciderstream.console.http;

import io.ciderstream.console.ConsoleOptions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;

/** Decides who may come in: right token, own origin, not too often. Any thread. */
public final class Gate {
  private static final String COOKIE = "cider_session";

  private final ConsoleOptions options;
  private final TokenBuckets buckets;
  private final Optional<String> session;

  /** Takes token, host and rates from the options. */
  public Gate(ConsoleOptions options, Clock clock) {
    this.options = options;
    this.buckets = new TokenBuckets(options.ratePerSecond(), options.burst(), clock);
    this.session = options.token().map(Gate::derive);
  }

  /**
   * @throws Problem 401, 403 or 429
   */
  void check(Exchange exchange, Route route) {
    requireOwnOrigin(exchange);
    if (!route.open() && !isKnown(exchange)) {
      throw Problem.of(
          HttpStatus.UNAUTHORIZED_401,
          "Send the header Authorization: Bearer with the value of console.token.");
    }
    if (!buckets.take(exchange.address())) {
      throw Problem.of(
          HttpStatus.TOO_MANY_REQUESTS_429,
          "More than %d requests a second; wait a second.".formatted(options.ratePerSecond()));
    }
  }

  /** Against pages of others: neither their requests nor a name of theirs for our address. */
  private void requireOwnOrigin(Exchange exchange) {
    boolean foreign =
        exchange
            .header("Sec-Fetch-Site")
            .filter(site -> site.equals("cross-site") || site.equals("same-site"))
            .isPresent();
    boolean navigation =
        exchange.method().equals("GET")
            && exchange.header("Sec-Fetch-Mode").filter("navigate"::equals).isPresent();
    if (foreign && !navigation) {
      throw Problem.of(HttpStatus.FORBIDDEN_403, "Another site's page may not do this.");
    }
    if (session.isEmpty() && !options.anonymous() && !isLocalName(exchange.header("Host"))) {
      throw Problem.of(
          HttpStatus.FORBIDDEN_403, "Without a token the console answers to localhost only.");
    }
  }

  private static boolean isLocalName(Optional<String> host) {
    String name = host.orElse("").replaceFirst(":\\d+$", "");
    return name.equals("localhost") || name.equals("[::1]") || name.matches("127(\\.\\d{1,3}){3}");
  }

  private boolean isKnown(Exchange exchange) {
    if (session.isEmpty()) {
      return true;
    }
    Optional<String> bearer =
        exchange
            .header("Authorization")
            .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
            .map(value -> value.substring(7).strip());
    return bearer.filter(this::isToken).isPresent()
        || exchange.cookie(COOKIE).filter(value -> same(value, session.get())).isPresent();
  }

  /** True if it is the token, or none is needed. */
  public boolean isToken(String given) {
    return options.token().map(token -> same(given, token)).orElse(true);
  }

  /** True if a token is needed. */
  public boolean isLocked() {
    return session.isPresent();
  }

  /** The cookie that stands for the token in a browser. */
  public String cookie() {
    return COOKIE + "=" + session.orElse("") + "; Path=/; HttpOnly; SameSite=Strict";
  }

  private static boolean same(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  private static String derive(String token) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(sha.digest(("cider console " + token).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
