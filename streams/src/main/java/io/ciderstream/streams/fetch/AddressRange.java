package io.ciderstream.streams.fetch;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network in CIDR notation.
 *
 * @param network its first address
 * @param bits length of the prefix, 0 to 32 or 128
 */
record AddressRange(InetAddress network, int bits) {
  private static final Pattern CIDR =
      Pattern.compile(
          "(?<address>[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)/(?<bits>[0-9]{1,3})");

  /**
   * Reads {@code 10.0.0.0/8} or {@code fd00::/8}.
   *
   * @throws CiderException SETTING_INVALID
   */
  static AddressRange of(String text) {
    Matcher parts = CIDR.matcher(text);
    try {
      if (parts.matches()) {
        // a literal, so no name is looked up
        InetAddress network = InetAddress.getByName(parts.group("address"));
        int bits = Integer.parseInt(parts.group("bits"));
        if (bits <= length(network)
            && shifted(network, bits).shiftLeft(length(network) - bits).equals(number(network))) {
          return new AddressRange(network, bits);
        }
      }
    } catch (UnknownHostException e) {
      throw invalid(text, e);
    }
    throw invalid(text, null);
  }

  private static CiderException invalid(String text, Throwable cause) {
    return new CiderException(
        ErrorCode.SETTING_INVALID,
        "%s has '%s', which is not a network such as 10.0.0.0/8."
            .formatted(FetchSettings.ALLOWED_NETWORKS, text),
        cause);
  }

  boolean contains(InetAddress address) {
    return length(address) == length(network)
        && shifted(address, bits).equals(shifted(network, bits));
  }

  private static BigInteger shifted(InetAddress address, int bits) {
    return number(address).shiftRight(length(address) - bits);
  }

  private static BigInteger number(InetAddress address) {
    return new BigInteger(1, address.getAddress());
  }

  private static int length(InetAddress address) {
    return address.getAddress().length * Byte.SIZE;
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + bits;
  }
}
