package io.ciderstream.index;

import static java.util.Objects.requireNonNull;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How to reach Milvus, and as whom.
 *
 * @param uri {@code http://host:port}, or {@code https://} for TLS
 * @param token instead of user and password
 * @param user with password
 * @param password with user
 * @param database the Milvus database; empty is the server's default
 * @param tls certificates; only with an {@code https://} uri
 * @param rpcDeadline how long one call to Milvus may take, 100 ms to 10 min
 */
public record IndexConnection(
    String uri,
    Optional<String> token,
    Optional<String> user,
    Optional<String> password,
    String database,
    TlsFiles tls,
    Duration rpcDeadline) {

  /** Refuses what contradicts itself with SETTING_INVALID. */
  public IndexConnection {
    requireNonNull(database, "database");
    require(isHttp(uri), "index.uri is %s, not http://host:port or https://host:port.", uri);
    require(
        token.isEmpty() || (user.isEmpty() && password.isEmpty()),
        "index.token and index.user exclude each other.");
    require(user.isPresent() == password.isPresent(), "index.user and index.password go together.");
    tls.settings()
        .forEach(
            name ->
                require(uri.startsWith("https:"), "%s is set, but index.uri is %s.", name, uri));
    require(
        rpcDeadline.toMillis() >= 100 && rpcDeadline.toMinutes() <= 10,
        "index.rpc.deadline.ms is %s.",
        rpcDeadline.toMillis());
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

  private static void require(boolean condition, String detail, Object... values) {
    if (!condition) {
      throw new CiderException(ErrorCode.SETTING_INVALID, detail.formatted(values));
    }
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "IndexConnection[uri=%s, token=%s, user=%s, password=%s, database=%s, %s, %s]"
        .formatted(
            uri,
            token.map(secret -> "***"),
            user,
            password.map(secret -> "***"),
            database,
            tls,
            rpcDeadline);
  }
}
