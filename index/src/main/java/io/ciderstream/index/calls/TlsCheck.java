package io.ciderstream.index.calls;

import io.ciderstream.index.settings.IndexConnection;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.index.settings.TlsFiles;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.settings.Setting;
import io.milvus.shaded.io.grpc.netty.shaded.io.netty.handler.ssl.JdkSslContext;
import io.milvus.shaded.io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.milvus.shaded.io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Distinguishes invalid certificate and key files, and untrusted certificates, from an unreachable
 * server: the SDK reports them alike, but only the last is temporary.
 */
final class TlsCheck {
  private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(2);
  private static final int TLS_PORT = 443;

  private TlsCheck() {}

  /**
   * Checks the files.
   *
   * @throws CiderException SETTING_INVALID with the setting's name
   */
  static void requireUsable(TlsFiles tls) {
    tls.serverPem().ifPresent(pem -> requireCertificates(IndexSettings.TLS_SERVER_PEM, pem));
    tls.caPem().ifPresent(pem -> requireCertificates(IndexSettings.TLS_CA_PEM, pem));
    tls.clientPem().ifPresent(pem -> requireCertificates(IndexSettings.TLS_CLIENT_PEM, pem));
    tls.clientKey()
        .ifPresent(
            key ->
                require(
                    IndexSettings.TLS_CLIENT_KEY,
                    key,
                    "no private key in PEM (PKCS #8) without a password, of the certificate in "
                        + IndexSettings.TLS_CLIENT_PEM.name(),
                    builder ->
                        builder.keyManager(tls.clientPem().orElseThrow().toFile(), key.toFile())));
  }

  private static void requireCertificates(Setting<String> setting, Path pem) {
    require(setting, pem, "no certificate in PEM", builder -> builder.trustManager(pem.toFile()));
  }

  private static void require(
      Setting<String> setting, Path file, String lack, UnaryOperator<SslContextBuilder> use) {
    if (!Files.isReadable(file)) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID, "%s: %s cannot be read.".formatted(setting.name(), file));
    }
    try {
      use.apply(SslContextBuilder.forClient().sslProvider(SslProvider.JDK)).build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID, "%s: %s holds %s.".formatted(setting.name(), file, lack), e);
    }
  }

  /** Returns SETTING_INVALID if one side rejects the other's certificate; empty otherwise. */
  static Optional<CiderException> refusal(IndexConnection connection) {
    URI uri = URI.create(connection.uri());
    if (!"https".equals(uri.getScheme())) {
      return Optional.empty();
    }
    try {
      handshake(uri, connection.tls());
      return Optional.empty();
    } catch (SSLHandshakeException e) {
      return refusal(uri, e);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void handshake(URI uri, TlsFiles tls) throws IOException {
    SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
    tls.caPem().or(tls::serverPem).ifPresent(pem -> builder.trustManager(pem.toFile()));
    tls.clientPem()
        .ifPresent(pem -> builder.keyManager(pem.toFile(), tls.clientKey().orElseThrow().toFile()));
    var factory = ((JdkSslContext) builder.build()).context().getSocketFactory();
    int port = uri.getPort() < 0 ? TLS_PORT : uri.getPort();
    int timeoutMs = Math.toIntExact(HANDSHAKE_TIMEOUT.toMillis());
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(uri.getHost(), port), timeoutMs);
      plain.setSoTimeout(timeoutMs);
      try (SSLSocket socket =
          (SSLSocket)
              factory.createSocket(plain, tls.serverName().orElse(uri.getHost()), port, true)) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        // in TLS 1.3 the server checks the client's certificate after the handshake
        socket.getInputStream().read();
      }
    }
  }

  private static Optional<CiderException> refusal(URI uri, SSLHandshakeException failure) {
    if (has(failure, EOFException.class) || has(failure, SocketException.class)) {
      return Optional.empty(); // connection closed
    }
    boolean untrusted =
        has(failure, CertificateException.class) || has(failure, CertPathValidatorException.class);
    String detail =
        untrusted
            ? "%s shows a certificate that is not trusted: check %s for mutual TLS, %s otherwise, and %s."
                .formatted(
                    uri,
                    IndexSettings.TLS_CA_PEM.name(),
                    IndexSettings.TLS_SERVER_PEM.name(),
                    IndexSettings.TLS_SERVER_NAME.name())
            : "%s rejects the TLS connection: check %s and %s, and that the server trusts that certificate."
                .formatted(
                    uri, IndexSettings.TLS_CLIENT_PEM.name(), IndexSettings.TLS_CLIENT_KEY.name());
    return Optional.of(new CiderException(ErrorCode.SETTING_INVALID, detail, failure));
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> type) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return true;
      }
    }
    return false;
  }
}
