package io.ciderstream.index;

import static java.util.Objects.requireNonNull;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the index is and how it is made and used.
 *
 * @param uri {@code http://host:port}, or {@code https://} for TLS
 * @param token instead of user and password
 * @param user with password
 * @param password with user
 * @param database the Milvus database; empty is the server's default
 * @param name the alias, and the start of each collection's name: letters, digits and single
 *     underscores, at most 200
 * @param vectorIndex the kind of vector index
 * @param serverPem the server's certificate, if it is not signed by a known authority
 * @param serverName the name in that certificate, if it is not the uri's host
 * @param rpcDeadline how long one call to Milvus may take, 100 ms to 10 min
 * @param aliasRecheck how long a searcher trusts what it knows of the alias
 * @param batchRows rows of one call, 1..16384
 * @param batchBytes bytes of one call, about; 64 KiB to 64 MiB
 */
public record IndexOptions(
    String uri,
    Optional<String> token,
    Optional<String> user,
    Optional<String> password,
    String database,
    String name,
    VectorIndex vectorIndex,
    Optional<Path> serverPem,
    Optional<String> serverName,
    Duration rpcDeadline,
    Duration aliasRecheck,
    int batchRows,
    long batchBytes) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*");

  /** Refuses what contradicts itself with SETTING_INVALID. */
  public IndexOptions {
    requireNonNull(vectorIndex, "vectorIndex");
    require(
        name.length() <= 200 && NAME.matcher(name).matches(),
        "index.name is %s, not letters, digits and single underscores.",
        name);
    connection(uri, token, user, password, database, serverPem, serverName, rpcDeadline);
    require(!aliasRecheck.isNegative(), "index.alias.recheck.ms is negative.");
    require(batchRows >= 1 && batchRows <= 16384, "index.batch.rows is %s.", batchRows);
    require(
        batchBytes >= 64 << 10 && batchBytes <= 64 << 20, "index.batch.bytes is %s.", batchBytes);
  }

  /** How to reach Milvus. */
  public IndexConnection connection() {
    return connection(uri, token, user, password, database, serverPem, serverName, rpcDeadline);
  }

  private static IndexConnection connection(
      String uri,
      Optional<String> token,
      Optional<String> user,
      Optional<String> password,
      String database,
      Optional<Path> serverPem,
      Optional<String> serverName,
      Duration rpcDeadline) {
    return new IndexConnection(
        uri,
        token,
        user,
        password,
        database,
        new TlsFiles(serverPem, serverName, Optional.empty(), Optional.empty(), Optional.empty()),
        rpcDeadline);
  }

  private static void require(boolean condition, String detail, Object... values) {
    if (!condition) {
      throw new CiderException(ErrorCode.SETTING_INVALID, detail.formatted(values));
    }
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "IndexOptions[uri=%s, token=%s, user=%s, password=%s, database=%s, name=%s, %s, %s]"
        .formatted(
            uri,
            token.map(secret -> "***"),
            user,
            password.map(secret -> "***"),
            database,
            name,
            vectorIndex,
            rpcDeadline);
  }
}
