package io.ciderstream.streams.searcher;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.streams.output.OutputTopics;
import io.ciderstream.streams.pending.InputRecord;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Where queries may be answered.
 *
 * @param standard the topic for a query that names none, or one that cannot be used
 * @param allowed topics that a query may name
 * @param topics says which can be written to
 */
record ReplyTopics(String standard, Set<String> allowed, OutputTopics topics) {

  /**
   * Returns the reply address that the query requests.
   *
   * @throws CiderException REPLY_TOPIC_REFUSED; TOPIC_UNAVAILABLE if it cannot be written to
   */
  ReplyAddress address(InputRecord query) {
    ReplyAddress address = ReplyAddress.of(query, standard, allowed);
    topics.requireOpen(address.topic(), OptionalInt.empty());
    return address;
  }

  /** Returns the standard topic, for a query whose own cannot be used. */
  ReplyAddress fallback(InputRecord query) {
    return ReplyAddress.fallback(query, standard);
  }
}
