package io.ciderstream.client;

import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.avro.Match;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.schemas.avro.Reply;
import java.util.Optional;

/** The query that asks where an id's picture is stored, and what its reply says. Any thread. */
public final class PictureQuery {
  /** The image itself comes first; some more, should another of the same picture come before it. */
  private static final int TOP = 3;

  private PictureQuery() {}

  /** Returns the query for an id. */
  public static Query of(String id) {
    return Query.newBuilder().setImageId(id).setTopK(TOP).build();
  }

  /**
   * Returns where the picture is in the images topic.
   *
   * @return empty if the index has no such id, or does not know where its picture came from; the
   *     offset is -1 if only the partition is known
   */
  public static Optional<RecordPosition> position(Reply reply, String id) {
    return reply.getMatches().stream()
        .filter(match -> match.getImageId().equals(id))
        .map(Match::getSource)
        .filter(source -> source.getPartition() >= 0)
        .map(source -> new RecordPosition(source.getPartition(), source.getOffset()))
        .findFirst();
  }
}
