package io.ciderstream.streams.searcher;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.streams.pending.InputRecord;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * The reply topic and format that a query requests.
 *
 * @param topic the reply topic
 * @param json JSON instead of Avro
 */
record ReplyAddress(String topic, boolean json) {

  /**
   * Reads where the reply to a query goes.
   *
   * @throws CiderException REPLY_TOPIC_REFUSED
   */
  static ReplyAddress of(InputRecord query, String defaultTopic, Set<String> allowed) {
    byte[] asked = query.header(HeaderNames.REPLY_TOPIC);
    String topic = asked == null ? defaultTopic : new String(asked, StandardCharsets.UTF_8);
    if (!topic.equals(defaultTopic) && !allowed.contains(topic)) {
      throw new CiderException(
          ErrorCode.REPLY_TOPIC_REFUSED,
          "The reply topic is '%s'; %s has the allowed ones."
              .formatted(topic, SearcherSettings.REPLY_TOPICS));
    }
    return new ReplyAddress(topic, wantsJson(query));
  }

  /** Returns the default topic, for a query whose own is rejected. */
  static ReplyAddress fallback(InputRecord query, String defaultTopic) {
    return new ReplyAddress(defaultTopic, wantsJson(query));
  }

  private static boolean wantsJson(InputRecord query) {
    byte[] accept = query.header(HeaderNames.ACCEPT);
    return accept != null
        && new String(accept, StandardCharsets.UTF_8)
            .strip()
            .toLowerCase(Locale.ROOT)
            .startsWith(HeaderNames.ACCEPT_JSON);
  }
}
