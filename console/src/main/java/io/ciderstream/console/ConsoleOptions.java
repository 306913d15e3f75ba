package io.ciderstream.console;

import io.ciderstream.client.follow.ProgressSource;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.Topics;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the console runs.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 takes a free one
 * @param token what a client must show as bearer token; empty for none
 * @param anonymous whether anyone may come in although the host is not loopback and there is no
 *     token
 * @param allowedHosts names, besides those that no stranger can have, under which it answers
 *     without a token; the case does not matter
 * @param topics names of the topics
 * @param groups names of the consumer groups whose progress is shown
 * @param progress where the sink says how far it is; without it, what its group has committed
 *     counts
 * @param maxBytes largest picture taken, in bytes, 1 or more
 * @param ratePerSecond requests that one address may make in the long run, 1 or more
 * @param burst requests that it may make at once, 1 or more
 * @param bodyTimeout how long the body of a request may take to come
 * @param replyTimeout how long a search waits for its reply
 * @param indexedTimeout how long {@code wait=indexed} waits
 * @param cacheBytes most bytes of pictures kept in memory, 0 or more
 */
public record ConsoleOptions(
    String host,
    int port,
    Optional<String> token,
    boolean anonymous,
    Set<String> allowedHosts,
    Topics topics,
    Groups groups,
    Optional<ProgressSource> progress,
    int maxBytes,
    int ratePerSecond,
    int burst,
    Duration bodyTimeout,
    Duration replyTimeout,
    Duration indexedTimeout,
    long cacheBytes) {

  /**
   * Consumer groups.
   *
   * @param embedder reads images
   * @param sink reads descriptors
   * @param searcher reads queries
   */
  public record Groups(String embedder, String sink, String searcher) {}

  /** Refuses with SETTING_INVALID what is impossible or open to the world by mistake. */
  public ConsoleOptions {
    allowedHosts =
        allowedHosts.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    if (port < 0 || port > 65_535 || maxBytes < 1 || ratePerSecond < 1 || burst < 1) {
      throw invalid(
          "console.port=%d, embedding.max.bytes=%d, console.rate.per.second=%d, console.rate.burst=%d: one is out of range."
              .formatted(port, maxBytes, ratePerSecond, burst));
    }
    if (token.isEmpty() && !anonymous && !isLoopback(host)) {
      throw invalid(
          "console.host=%s is reached by others, but console.token is not set; set it, or console.anonymous=true."
              .formatted(host));
    }
  }

  /** True if it answers to this name, in lower case, without a token. */
  public boolean isAllowed(String name) {
    return allowedHosts.contains(name) || name.equals(host.toLowerCase(Locale.ROOT));
  }

  /** True if only this machine can reach the address. */
  public static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID, "console.host=%s is not known.".formatted(host), e);
    }
  }

  private static CiderException invalid(String detail) {
    return new CiderException(ErrorCode.SETTING_INVALID, detail);
  }
}
