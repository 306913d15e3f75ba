package io.ciderstream.rebuild.shadow;

import io.ciderstream.schemas.avro.Match;
import io.ciderstream.schemas.avro.Reply;
import io.ciderstream.schemas.avro.Status;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is compared of a reply.
 *
 * @param id the same for each reply to one query
 * @param scores by image id, the best first; empty if the reply is not OK
 * @param micros by stage
 */
public record ComparedReply(String id, Map<String, Float> scores, Map<String, Long> micros) {
  /** Reads a reply. */
  public static ComparedReply of(Reply reply) {
    Map<String, Float> scores = new LinkedHashMap<>();
    if (reply.getStatus() == Status.OK) {
      for (Match match : reply.getMatches()) {
        scores.put(match.getImageId(), match.getScore());
      }
    }
    return new ComparedReply(reply.getReplyId(), scores, reply.getTimings());
  }
}
