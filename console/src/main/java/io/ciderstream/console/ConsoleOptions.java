package io.ciderstream.console;

import io.ciderstream.client.follow.ProgressSource;
import io.ciderstream.console.api.RequestLimits;
import io.ciderstream.console.http.AccessOptions;
import io.ciderstream.console.live.ConsumerGroups;
import io.ciderstream.console.settings.ConsoleSettings;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.Topics;
import io.ciderstream.schemas.settings.SettingRemedies;
import io.ciderstream.schemas.settings.SettingValues;
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
 * @param remedies names in problems the settings that can prevent them
 */
public record ConsoleOptions(
    int port,
    AccessOptions access,
    Topics topics,
    ConsumerGroups groups,
    Optional<ProgressSource> progress,
    RequestLimits limits,
    long cacheBytes,
    SettingRemedies remedies) {

  /** Rejects with SETTING_INVALID a port that does not exist. */
  public ConsoleOptions {
    if (port < 0 || port > 65_535) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "%s=%d is not between 0 and 65535.".formatted(ConsoleSettings.PORT, port));
    }
  }

  /**
   * The part of the system that the console shows.
   *
   * @param topics names of the topics
   * @param groups the consumer groups whose lag is shown
   * @param progress where the sink reports how far it is, if it does
   */
  public record ShownSystem(
      Topics topics, ConsumerGroups groups, Optional<ProgressSource> progress) {}

  /**
   * Returns the options from the values of {@link ConsoleSettings#ALL}.
   *
   * @param system what it shows
   * @param maxPictureBytes largest accepted picture
   * @param remedies names in problems the settings that can prevent them
   */
  public static ConsoleOptions from(
      SettingValues values, ShownSystem system, int maxPictureBytes, SettingRemedies remedies) {
    return new ConsoleOptions(
        values.get(ConsoleSettings.PORT),
        AccessOptions.from(values),
        system.topics(),
        system.groups(),
        system.progress(),
        RequestLimits.from(values, maxPictureBytes),
        values.get(ConsoleSettings.CACHE_BYTES),
        remedies);
  }
}
