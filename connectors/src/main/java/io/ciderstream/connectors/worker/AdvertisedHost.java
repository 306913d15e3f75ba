package io.ciderstream.connectors.worker;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the host name of a listener that other machines can use. */
public final class AdvertisedHost {
  private static final Logger LOG = LoggerFactory.getLogger(AdvertisedHost.class);

  private AdvertisedHost() {}

  /**
   * Returns the host of the first listener, or this machine's own address if that listener accepts
   * connections to all addresses.
   *
   * @param listeners uris, comma-separated
   * @param setting what to set if other machines cannot reach the own address
   */
  public static String of(String listeners, String setting) {
    String host = URI.create(listeners.split(",")[0].strip()).getHost();
    return host == null || host.equals("0.0.0.0") || host.equals("[::]")
        ? ownAddress(setting)
        : host;
  }

  private static String ownAddress(String setting) {
    InetAddress own = localHost();
    if (own.isLoopbackAddress()) {
      LOG.warn(
          "the name of this machine resolves to {}, which other machines cannot reach; set {}"
              + " if Connect workers run on several machines",
          own.getHostAddress(),
          setting);
    }
    return own.getHostAddress();
  }

  private static InetAddress localHost() {
    try {
      return InetAddress.getLocalHost();
    } catch (UnknownHostException e) {
      return InetAddress.getLoopbackAddress();
    }
  }
}
