package io.ciderstream.streams.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.Dns;

/**
 * Resolves names for one connection, and drops the addresses that may not be connected to. The
 * connection uses the addresses that were checked, so a name that resolves to another address the
 * next time gains nothing. Any thread.
 */
final class AllowedAddresses implements Dns {
  /** The name has addresses, and none of them may be connected to. */
  static final class ForbiddenAddress extends UnknownHostException {
    ForbiddenAddress(String message) {
      super(message);
    }
  }

  // an address that is allowed by itself
  private static final String LITERAL = "[0-9.]+|\\[.*]";

  private final Dns resolver;
  private final Set<String> names;
  private final List<AddressRange> networks;

  /**
   * Creates the check.
   *
   * @param resolver resolves names
   * @param options the allowed hosts, whose addresses are checked, and networks that are allowed in
   *     addition to public addresses
   */
  AllowedAddresses(Dns resolver, FetchOptions options) {
    this.resolver = resolver;
    this.names =
        options.allowedHosts().stream()
            .map(host -> host.replaceFirst(":[0-9]+$", ""))
            .filter(host -> !host.matches(LITERAL))
            .collect(Collectors.toUnmodifiableSet());
    this.networks = options.allowedNetworks();
  }

  @Override
  public List<InetAddress> lookup(String name) throws UnknownHostException {
    List<InetAddress> all = resolver.lookup(name);
    if (!names.contains(name)) {
      return all; // a proxy, which resolves the names of pictures by itself
    }
    List<InetAddress> allowed = all.stream().filter(this::isAllowed).toList();
    if (allowed.isEmpty()) {
      throw new ForbiddenAddress(
          "%s resolves to %s, which is not public; %s has the other networks that are allowed"
              .formatted(
                  name,
                  all.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", ")),
                  FetchSettings.ALLOWED_NETWORKS));
    }
    return allowed;
  }

  private boolean isAllowed(InetAddress address) {
    return PublicAddresses.contain(address)
        || networks.stream().anyMatch(network -> network.contains(address));
  }
}
