package io.ciderstream.streams.searcher;

import io.ciderstream.index.Match;
import io.ciderstream.index.Row;
import java.util.Optional;

/**
 * One match of an answer.
 *
 * @param row the row found
 * @param score cosine similarity, -1..1
 * @param verification of its picture, if it was checked
 */
record RankedMatch(Row row, float score, Optional<MatchVerification> verification) {
  static RankedMatch unchecked(Match match) {
    return new RankedMatch(match.row(), match.score(), Optional.empty());
  }
}
