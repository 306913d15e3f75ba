package io.ciderstream.schemas.settings;

import static java.util.Objects.requireNonNull;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How to reach the schema registry.
 *
 * @param url base of its Confluent API, without credentials
 * @param user requires the password
 * @param password requires the user
 * @param token sent as a bearer token; excludes user and password
 * @param tls certificates, if no known authority signed the registry's, or if it asks for a
 *     client's
 */
public record RegistryOptions(
    String url, Optional<String> user, Optional<String> password, Optional<String> token, Tls tls) {

  /**
   * PEM files.
   *
   * @param ca the authority's certificate
   * @param clientPem this client's certificate, and its chain; requires the key
   * @param clientKey this client's private key, PKCS #8 without a password
   */
  public record Tls(Optional<Path> ca, Optional<Path> clientPem, Optional<Path> clientKey) {
    /** Trusts the authorities that Java knows. */
    public static final Tls DEFAULT = new Tls(Optional.empty(), Optional.empty(), Optional.empty());

    /** Rejects an incomplete client identity with SETTING_INVALID. */
    public Tls {
      requireNonNull(ca, "ca");
      require(
          clientPem.isPresent() == clientKey.isPresent(),
          "%s and %s go together."
              .formatted(RegistrySettings.TLS_CLIENT_PEM, RegistrySettings.TLS_CLIENT_KEY));
    }
  }

  /** Rejects contradictions with SETTING_INVALID. */
  public RegistryOptions {
    requireNonNull(tls, "tls");
    require(!url.isBlank(), "The URL of the schema registry is empty.");
    require(
        !SettingCheck.hasCredentials(url),
        "The URL of the schema registry has a user or password; use %s and %s instead."
            .formatted(RegistrySettings.USER, RegistrySettings.PASSWORD));
    require(
        user.isPresent() == password.isPresent(),
        "%s and %s go together.".formatted(RegistrySettings.USER, RegistrySettings.PASSWORD));
    require(
        token.isEmpty() || user.isEmpty(),
        "%s and %s exclude each other.".formatted(RegistrySettings.TOKEN, RegistrySettings.USER));
  }

  private static void require(boolean fine, String detail) {
    if (!fine) {
      throw new CiderException(ErrorCode.SETTING_INVALID, detail);
    }
  }

  /** Returns the options of a registry that asks for no credentials. */
  public static RegistryOptions of(String url) {
    return new RegistryOptions(
        url, Optional.empty(), Optional.empty(), Optional.empty(), Tls.DEFAULT);
  }

  /** Returns the same with a user. */
  public RegistryOptions withUser(String name, String secret) {
    return new RegistryOptions(url, Optional.of(name), Optional.of(secret), token, tls);
  }

  /** Returns the same with a bearer token. */
  public RegistryOptions withToken(String secret) {
    return new RegistryOptions(url, user, password, Optional.of(secret), tls);
  }

  /** Returns the same with other certificates. */
  public RegistryOptions withTls(Tls other) {
    return new RegistryOptions(url, user, password, token, other);
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "RegistryOptions[url=%s, user=%s, password=%s, token=%s, tls=%s]"
        .formatted(url, user, password.map(secret -> "***"), token.map(secret -> "***"), tls);
  }
}
