package io.ciderstream.cli.system;

import io.ciderstream.cli.settings.Settings;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.net.URI;

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
        port("kafka.bootstrap", "kafka://" + settings.text("kafka.bootstrap")),
        port("registry.url", settings.text("registry.url")),
        port("index.uri", settings.text("index.uri")));
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
}
