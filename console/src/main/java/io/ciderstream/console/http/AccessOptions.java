package io.ciderstream.console.http;

import io.ciderstream.console.settings.ConsoleSettings;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.settings.SettingValues;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who can use the console, and how often.
 *
 * @param host the address to listen on
 * @param token the bearer token that a client must send; empty for none
 * @param anonymous whether every client is accepted although the host is not loopback and there is
 *     no token
 * @param allowedHosts names, besides those that no malicious site can have, under which the console
 *     answers without a token; the case does not matter
 * @param ratePerSecond requests per second that one address can make in the long run, 1 or more
 * @param burst requests that it can make at once, 1 or more
 */
public record AccessOptions(
    String host,
    Optional<String> token,
    boolean anonymous,
    Set<String> allowedHosts,
    int ratePerSecond,
    int burst) {

  /** Rejects with SETTING_INVALID what is out of range or open to the network by mistake. */
  public AccessOptions {
    allowedHosts =
        allowedHosts.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    if (ratePerSecond < 1 || burst < 1) {
      throw invalid(
          "%s=%d, %s=%d: both must be at least 1."
              .formatted(
                  ConsoleSettings.RATE_PER_SECOND,
                  ratePerSecond,
                  ConsoleSettings.RATE_BURST,
                  burst));
    }
    if (token.isEmpty() && !anonymous && !isLoopback(host)) {
      throw invalid(
          "%s=%s can be reached from other machines, but %s is not set. Set it, or set %s=true."
              .formatted(
                  ConsoleSettings.HOST, host, ConsoleSettings.TOKEN, ConsoleSettings.ANONYMOUS));
    }
  }

  /** Returns the options from the values of {@link ConsoleSettings#ALL}. */
  public static AccessOptions from(SettingValues values) {
    return new AccessOptions(
        values.get(ConsoleSettings.HOST),
        values.filled(ConsoleSettings.TOKEN),
        values.get(ConsoleSettings.ANONYMOUS),
        Set.copyOf(values.get(ConsoleSettings.ALLOWED_HOSTS)),
        values.get(ConsoleSettings.RATE_PER_SECOND),
        values.get(ConsoleSettings.RATE_BURST));
  }

  /** Returns whether the console answers to this name, in lower case, without a token. */
  boolean isAllowed(String name) {
    return allowedHosts.contains(name) || name.equals(host.toLowerCase(Locale.ROOT));
  }

  /** Returns whether only this machine can reach the address. */
  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "%s=%s is not known.".formatted(ConsoleSettings.HOST, host),
          e);
    }
  }

  private static CiderException invalid(String detail) {
    return new CiderException(ErrorCode.SETTING_INVALID, detail);
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "AccessOptions[host=%s, token=%s, anonymous=%s, allowedHosts=%s, ratePerSecond=%d, burst=%d]"
        .formatted(host, token.map(secret -> "***"), anonymous, allowedHosts, ratePerSecond, burst);
  }
}
