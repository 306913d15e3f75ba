package io.ciderstream.cli.system;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The host of a listener as other machines can use it. */
final class AdvertisedHost {
  private static final Logger LOG = LoggerFactory.getLogger(AdvertisedHost.class);

  private AdvertisedHost() {}

  /**
   * @param listeners uris, comma-separated; the first counts
   * @return its host, or this machine's own address if it stands for all addresses
   */
  static String of(String listeners) {
    String host = URI.create(listeners.split(",")[0].strip()).getHost();
    return host == null || host.equals("0.0.0.0") || host.equals("[::]") ? ownAddress() : host;
  }

  private static String ownAddress() {
    InetAddress own = localHost();
    if (own.isLoopbackAddress()) {
      LOG.warn(
          "This machine's name stands for {}, where no other machine reaches it; set"
              + " connect.advertised.host if Connect workers run on several machines.",
          own.getHostAddress());
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
