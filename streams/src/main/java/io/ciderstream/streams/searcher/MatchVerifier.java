package io.ciderstream.streams.searcher;

import io.ciderstream.embedding.local.GeometricVerifier;
import io.ciderstream.embedding.local.LocalFeatures;
import io.ciderstream.embedding.local.Verification;
import io.ciderstream.embedding.local.VerificationOptions;
import io.ciderstream.index.Match;
import io.ciderstream.index.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Compares the candidates of one query with its picture, and orders them by cosine and inliers. A
 * candidate without local features, or with broken ones, is not checked and keeps its cosine. For
 * one thread.
 */
final class MatchVerifier {
  private final VerificationOptions options;
  private final QueryFeatures query;
  private final GeometricVerifier verifier;

  MatchVerifier(VerificationOptions options, QueryFeatures query) {
    this.options = options;
    this.query = query;
    this.verifier = new GeometricVerifier(options, query.features());
  }

  /**
   * Verifies the first candidates.
   *
   * @param count how many
   * @return all matches, the best first; of equal ones that with the higher cosine
   * @throws InterruptedException if it is interrupted between two candidates
   */
  List<RankedMatch> verify(List<Match> matches, int count) throws InterruptedException {
    List<RankedMatch> ranked = new ArrayList<>(matches.size());
    for (Match match : matches) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      ranked.add(
          ranked.size() < count
              ? new RankedMatch(match.row(), match.score(), verification(match.row()))
              : RankedMatch.unchecked(match));
    }
    ranked.sort(Comparator.comparingDouble(match -> -score(match)));
    return ranked;
  }

  private double score(RankedMatch match) {
    return options.score(
        match.score(), match.verification().map(MatchVerification::inliers).orElse(0));
  }

  private Optional<MatchVerification> verification(Row row) {
    return StoredFeatures.of(row)
        .filter(this::isComparable)
        .map(verifier::verify)
        .map(this::described);
  }

  /** Returns whether the features have the length of the query's; any without a position are. */
  private boolean isComparable(LocalFeatures features) {
    int dimension = query.features().dimension();
    return features.count() == 0 || dimension == 0 || features.dimension() == dimension;
  }

  private MatchVerification described(Verification verification) {
    return new MatchVerification(
        verification.inliers(),
        verification.inliers() >= options.verified(),
        verification.boxes().map(Verification.Boxes::first).map(query::inPicture),
        verification.boxes().map(Verification.Boxes::second));
  }
}
