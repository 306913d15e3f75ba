package io.ciderstream.cli.system;

import io.ciderstream.cli.settings.Settings;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.settings.KafkaSettings;
import io.ciderstream.schemas.settings.Setting;
import io.ciderstream.servers.PortTakenException;
import io.ciderstream.servers.ServerException;
import java.net.URI;
import java.util.function.Supplier;

/**
 * The ports of this machine that the settings name.
 *
 * @param kafka of {@code kafka.bootstrap}
 * @param registry of {@code registry.url}
 * @param milvus of {@code index.uri}
 */
record Addresses(int kafka, int registry, int milvus) {
  /**
   * Reads the ports.
   *
   * @throws CiderException SETTING_INVALID if one of them is not on the loopback interface
   */
  static Addresses of(Settings settings) {
    return new Addresses(
        port(KafkaSettings.BOOTSTRAP.name(), "kafka://" + settings.text(KafkaSettings.BOOTSTRAP)),
        port(KafkaSettings.REGISTRY_URL.name(), settings.text(KafkaSettings.REGISTRY_URL)),
        port(IndexSettings.URI.name(), settings.text(IndexSettings.URI)));
  }

  private static int port(String setting, String address) {
    try {
      URI uri = URI.create(address);
      boolean local = "127.0.0.1".equals(uri.getHost()) || "localhost".equals(uri.getHost());
      if (local && uri.getPort() > 0) {
        return uri.getPort();
      }
    } catch (IllegalArgumentException e) {
      // rejected below
    }
    throw new CiderException(
        ErrorCode.SETTING_INVALID,
        "%s=%s: the demo starts its own servers, so this must be 127.0.0.1 with a port."
            .formatted(setting, address));
  }

  /** Starts a server; if its port is in use, the error names the setting of its address. */
  static <T> T start(Setting<String> address, Supplier<T> server) {
    try {
      return server.get();
    } catch (PortTakenException e) {
      throw new ServerException("%s Set %s.".formatted(e.getMessage(), address), e);
    }
  }
}
