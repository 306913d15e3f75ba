package io.ciderstream.index.settings;

import static java.util.Objects.requireNonNull;

import io.ciderstream.schemas.settings.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Certificates for TLS, all PEM files. For mutual TLS the client's certificate and key go together.
 *
 * @param serverPem the server's certificate, if it is not signed by a known authority
 * @param serverName the name in the server's certificate, if it is not the uri's host
 * @param caPem the certificate of the authority, for mutual TLS
 * @param clientPem this client's certificate
 * @param clientKey this client's private key
 */
public record TlsFiles(
    Optional<Path> serverPem,
    Optional<String> serverName,
    Optional<Path> caPem,
    Optional<Path> clientPem,
    Optional<Path> clientKey) {

  /** No file: TLS trusts the authorities that Java knows. */
  public static final TlsFiles NONE = server(Optional.empty(), Optional.empty());

  /** Returns the files for TLS that authenticates the server only. */
  public static TlsFiles server(Optional<Path> serverPem, Optional<String> serverName) {
    return new TlsFiles(
        serverPem, serverName, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Rejects an incomplete client identity with SETTING_INVALID. */
  public TlsFiles {
    requireNonNull(serverName, "serverName");
    Checks.require(
        clientPem.isPresent() == clientKey.isPresent()
            && clientPem.isPresent() == caPem.isPresent(),
        "%s, %s and %s go together.",
        IndexSettings.TLS_CA_PEM.name(),
        IndexSettings.TLS_CLIENT_PEM.name(),
        IndexSettings.TLS_CLIENT_KEY.name());
    Checks.require(
        clientPem.isEmpty() || serverPem.isEmpty(),
        "%s is for TLS of the server only and %s for mutual TLS: set one of them.",
        IndexSettings.TLS_SERVER_PEM.name(),
        IndexSettings.TLS_CLIENT_PEM.name());
  }

  /** Returns the settings that require TLS. */
  List<Setting<String>> settings() {
    List<Setting<String>> settings = new ArrayList<>();
    serverPem.ifPresent(file -> settings.add(IndexSettings.TLS_SERVER_PEM));
    clientPem.ifPresent(file -> settings.add(IndexSettings.TLS_CLIENT_PEM));
    return settings;
  }
}
