package io.ciderstream.streams.searcher;

import io.ciderstream.index.Match;
import io.ciderstream.index.Row;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One match of an answer.
 *
 * @param row the row found
 * @param score cosine similarity, -1..1
 * @param verification of its picture, if it was checked
 * @param queryIndex which of several subjects of the query it matches best; empty if there is one,
 *     or if that is not known
 */
record RankedMatch(
    Row row, float score, Optional<MatchVerification> verification, OptionalInt queryIndex) {
  static RankedMatch unchecked(Match match) {
    return unchecked(match.row(), match.score());
  }

  static RankedMatch unchecked(Row row, float score) {
    return new RankedMatch(row, score, Optional.empty(), OptionalInt.empty());
  }

  RankedMatch withQueryIndex(OptionalInt index) {
    return new RankedMatch(row, score, verification, index);
  }

  /**
   * Returns the match as it was verified.
   *
   * @param index of the subject that it was compared with; empty if there is one
   */
  RankedMatch verified(MatchVerification made, OptionalInt index) {
    return new RankedMatch(row, score, Optional.of(made), index);
  }
}
