package io.ciderstream.streams.searcher;

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
  static Optional<RankedMatch> in(List<RankedMatch> matches, Row own) {
    return matches.stream().filter(match -> isOf(match, own)).findFirst();
  }

  /**
   * Returns the matches with the image itself first. Its score is that of its match, or 1, but
   * never less than another's: servers round.
   */
  static List<RankedMatch> inserted(List<RankedMatch> matches, Row own) {
    Optional<RankedMatch> found = in(matches, own);
    float score = found.map(RankedMatch::score).orElse(Vectors.cosine(own.vector(), own.vector()));
    float best = matches.stream().map(RankedMatch::score).reduce(score, Math::max);
    RankedMatch first = RankedMatch.unchecked(found.map(RankedMatch::row).orElse(own), best);
    return Stream.concat(Stream.of(first), matches.stream().filter(match -> !isOf(match, own)))
        .toList();
  }

  /** Returns verified matches with the image itself first, if it is among them. */
  static List<RankedMatch> first(List<RankedMatch> ranked, Row own) {
    Comparator<RankedMatch> ownFirst = Comparator.comparing(match -> !isOf(match, own));
    return ranked.stream().sorted(ownFirst).toList();
  }

  private static boolean isOf(RankedMatch match, Row own) {
    return match.row().id().equals(own.id());
  }
}
