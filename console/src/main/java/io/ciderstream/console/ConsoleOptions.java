package io.ciderstream.console;

import io.ciderstream.client.follow.ProgressSource;
import io.ciderstream.console.api.RequestLimits;
import io.ciderstream.console.http.AccessOptions;
import io.ciderstream.console.live.ConsumerGroups;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.Topics;
import java.util.Optional;

/**
 * How the console runs.
 *
 * @param port the port to listen on; 0 selects a free one
 * @param access the address to listen on, and who can use it
 * @param topics names of the topics
 * @param groups the consumer groups whose lag is shown
 * @param progress where the sink reports how far it is; without it the committed offsets of its
 *     group count
 * @param limits of requests
 * @param cacheBytes most bytes of pictures kept in memory, 0 or more
 */
public record ConsoleOptions(
    int port,
    AccessOptions access,
    Topics topics,
    ConsumerGroups groups,
    Optional<ProgressSource> progress,
    RequestLimits limits,
    long cacheBytes) {

  /** Rejects with SETTING_INVALID a port that does not exist. */
  public ConsoleOptions {
    if (port < 0 || port > 65_535) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID, "console.port=%d is not between 0 and 65535.".formatted(port));
    }
  }
}
