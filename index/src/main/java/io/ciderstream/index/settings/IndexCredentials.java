package io.ciderstream.index.settings;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The identity of a Milvus client: a token, a user with a password, or neither.
 *
 * @param token excludes user and password
 * @param user requires the password
 * @param password requires the user
 */
public record IndexCredentials(
    Optional<String> token, Optional<String> user, Optional<String> password) {
  /** No identity. */
  public static final IndexCredentials NONE =
      new IndexCredentials(Optional.empty(), Optional.empty(), Optional.empty());

  /** Rejects contradictions with SETTING_INVALID. */
  public IndexCredentials {
    requireNonNull(token, "token");
    Checks.require(
        token.isEmpty() || (user.isEmpty() && password.isEmpty()),
        "%s and %s exclude each other.",
        IndexSettings.TOKEN.name(),
        IndexSettings.USER.name());
    Checks.require(
        user.isPresent() == password.isPresent(),
        "%s and %s go together.",
        IndexSettings.USER.name(),
        IndexSettings.PASSWORD.name());
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "IndexCredentials[token=%s, user=%s, password=%s]"
        .formatted(token.map(secret -> "***"), user, password.map(secret -> "***"));
  }
}
