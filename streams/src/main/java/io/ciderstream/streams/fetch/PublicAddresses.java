package io.ciderstream.streams.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses are on the public Internet, by IANA's registries of special-purpose addresses.
 */
final class PublicAddresses {
  private static final List<AddressRange> SPECIAL =
      ranges(
          "0.0.0.0/8", // this network
          "10.0.0.0/8", // private
          "100.64.0.0/10", // shared by customers of a carrier
          "127.0.0.0/8", // loopback
          "169.254.0.0/16", // link-local, metadata services of clouds among them
          "172.16.0.0/12", // private
          "192.0.0.0/24", // protocol assignments
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // relays of 6to4
          "192.168.0.0/16", // private
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4"); // reserved, broadcast
  private static final AddressRange GLOBAL_UNICAST = AddressRange.of("2000::/3");
  private static final List<AddressRange> SPECIAL_UNICAST =
      ranges(
          "2001::/23", // protocol assignments, Teredo among them
          "2001:db8::/32", // documentation
          "2002::/16", // 6to4
          "3fff::/20"); // documentation
  // the network of an IPv6-only machine translates these to IPv4
  private static final AddressRange TRANSLATED = AddressRange.of("64:ff9b::/96");
  private static final int IPV4_BYTES = 4;

  private PublicAddresses() {}

  static boolean contain(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == IPV4_BYTES) {
      return SPECIAL.stream().noneMatch(range -> range.contains(address));
    }
    if (TRANSLATED.contains(address)) {
      return contain(ipv4(Arrays.copyOfRange(bytes, bytes.length - IPV4_BYTES, bytes.length)));
    }
    return GLOBAL_UNICAST.contains(address)
        && SPECIAL_UNICAST.stream().noneMatch(range -> range.contains(address));
  }

  private static InetAddress ipv4(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e); // only for a wrong number of bytes
    }
  }

  private static List<AddressRange> ranges(String... texts) {
    return Stream.of(texts).map(AddressRange::of).toList();
  }
}
