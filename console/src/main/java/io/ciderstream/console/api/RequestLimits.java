package io.ciderstream.console.api;

import io.ciderstream.console.settings.ConsoleSettings;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.settings.SettingValues;
import java.time.Duration;

/**
 * How large a request can be and how long it can take.
 *
 * @param maxBytes largest accepted picture in bytes, 1 or more
 * @param bodyTimeout how long the body of a request can take to arrive
 * @param replyTimeout how long a search waits for its reply
 * @param indexedTimeout how long {@code wait=indexed} waits
 */
public record RequestLimits(
    int maxBytes, Duration bodyTimeout, Duration replyTimeout, Duration indexedTimeout) {

  /**
   * Returns the limits from the values of {@link ConsoleSettings#ALL}.
   *
   * @param maxPictureBytes largest accepted picture
   */
  public static RequestLimits from(SettingValues values, int maxPictureBytes) {
    return new RequestLimits(
        maxPictureBytes,
        values.millis(ConsoleSettings.BODY_TIMEOUT),
        values.millis(ConsoleSettings.REPLY_TIMEOUT),
        values.millis(ConsoleSettings.INDEXED_TIMEOUT));
  }

  /** Rejects with SETTING_INVALID a size below 1. */
  public RequestLimits {
    if (maxBytes < 1) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "The largest accepted picture is %d bytes; it must be at least 1.".formatted(maxBytes));
    }
  }
}
