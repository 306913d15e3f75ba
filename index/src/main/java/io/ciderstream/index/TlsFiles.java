package io.ciderstream.index;

import static java.util.Objects.requireNonNull;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
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

  /** No file: the authorities that Java knows. */
  public static final TlsFiles NONE =
      new TlsFiles(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Refuses half of a client's identity with SETTING_INVALID. */
  public TlsFiles {
    requireNonNull(serverName, "serverName");
    if (clientPem.isPresent() != clientKey.isPresent()
        || clientPem.isPresent() != caPem.isPresent()) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "index.tls.ca.pem, index.tls.client.pem and index.tls.client.key go together.");
    }
    if (clientPem.isPresent() && serverPem.isPresent()) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "index.tls.server.pem is for TLS of one side and index.tls.client.pem for mutual TLS:"
              + " set one of them.");
    }
  }

  /** The names of the settings that name a file. */
  List<String> settings() {
    List<String> names = new ArrayList<>();
    serverPem.ifPresent(file -> names.add("index.tls.server.pem"));
    clientPem.ifPresent(file -> names.add("index.tls.client.pem"));
    return names;
  }
}
