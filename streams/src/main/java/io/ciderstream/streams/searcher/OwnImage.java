package io.ciderstream.streams.searcher;

import io.ciderstream.index.Match;
import io.ciderstream.index.Row;
import io.ciderstream.index.Vectors;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts the image that was searched with before all others, also those of the same picture. */
final class OwnImage {
  private OwnImage() {}

  /** Returns the match of the image itself, if it is among them. */
  static Optional<Match> in(List<Match> matches, Row own) {
    return matches.stream().filter(match -> match.row().id().equals(own.id())).findFirst();
  }

  /**
   * Returns the matches with the image itself first, no more of them than asked for. Its score is
   * that of its match, or 1, but never less than another's: servers round.
   */
  static List<Match> first(List<Match> matches, Row own, int topK) {
    Optional<Match> found = in(matches, own);
    float score = found.map(Match::score).orElse(Vectors.cosine(own.vector(), own.vector()));
    float best = matches.stream().map(Match::score).reduce(score, Math::max);
    Match first = new Match(found.map(Match::row).orElse(own), best);
    return Stream.concat(
            Stream.of(first), matches.stream().filter(match -> !match.row().id().equals(own.id())))
        .limit(topK)
        .toList();
  }

  /** Returns verified matches with the image itself first, if it is among them. */
  static List<RankedMatch> first(List<RankedMatch> ranked, Row own) {
    Comparator<RankedMatch> ownFirst =
        Comparator.comparing(match -> !match.row().id().equals(own.id()));
    return ranked.stream().sorted(ownFirst).toList();
  }
}
