package io.ciderstream.console.http;

import io.ciderstream.console.settings.ConsoleSettings;
import io.ciderstream.schemas.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;

/** Checks the token, origin and rate of requests. Any thread. */
public final class AccessControl {
  private static final String COOKIE = "cider_session";

  private final AccessOptions options;
  private final TokenBuckets buckets;
  private final Optional<String> session;

  /** Creates a check of the options. */
  public AccessControl(AccessOptions options, Clock clock) {
    this.options = options;
    this.buckets = new TokenBuckets(options.ratePerSecond(), options.burst(), clock);
    this.session = options.token().map(AccessControl::derive);
  }

  /**
   * Counts a request, regardless of its outcome, so that a client that guesses tokens is slowed
   * down.
   *
   * @throws Problem 429 if the client sends too many
   */
  void admit(Exchange exchange) {
    if (!buckets.take(exchange.address())) {
      throw Problem.of(
          HttpStatus.TOO_MANY_REQUESTS_429,
          "More than %d requests per second; wait a second.".formatted(options.ratePerSecond()));
    }
  }

  /**
   * Rejects a request without access.
   *
   * @throws Problem 401 or 403
   */
  void check(Exchange exchange, Route route) {
    requireOwnOrigin(exchange);
    if (!route.open() && !isKnown(exchange)) {
      throw Problem.of(
          HttpStatus.UNAUTHORIZED_401,
          "Send the header Authorization: Bearer with the value of %s."
              .formatted(ConsoleSettings.TOKEN));
    }
  }

  /** Rejects requests of malicious sites, also through a name of theirs for our address. */
  private void requireOwnOrigin(Exchange exchange) {
    if (Origins.isForeign(exchange)) {
      throw Problem.of(HttpStatus.FORBIDDEN_403, "Pages of other sites cannot send this request.");
    }
    String host = Origins.name(exchange.header("Host").orElse(""));
    boolean own = options.anonymous() ? Origins.cannotBeTaken(host) : Origins.isLocal(host);
    if (session.isEmpty() && !own && !options.isAllowed(host)) {
      throw Problem.of(
          HttpStatus.FORBIDDEN_403,
          "Without a token the console rejects requests to the host name '%s'; add it to %s, or set %s."
              .formatted(host, ConsoleSettings.ALLOWED_HOSTS, ConsoleSettings.TOKEN));
    }
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

  /** Returns whether the text is the token, or no token is needed. */
  public boolean isToken(String given) {
    return options.token().map(token -> same(given, token)).orElse(true);
  }

  /** Returns whether a token is needed. */
  public boolean isLocked() {
    return session.isPresent();
  }

  /** Returns the cookie that replaces the token in a browser. */
  public String cookie() {
    return COOKIE + "=" + session.orElse("") + "; Path=/; HttpOnly; SameSite=Strict";
  }

  private static boolean same(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  private static String derive(String token) {
    return Sha256.hex(("cider console " + token).getBytes(StandardCharsets.UTF_8));
  }
}
