package io.ciderstream.streams.searcher;

import io.ciderstream.embedding.local.GeometricVerifier;
import io.ciderstream.embedding.local.Verification;
import io.ciderstream.embedding.local.VerificationOptions;
import io.ciderstream.index.Match;
import io.ciderstream.index.Row;
import io.ciderstream.schemas.ImageId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares the candidates of one query with its picture, and orders them by cosine and inliers. A
 * candidate without local features, or with broken ones, is not checked and keeps its cosine. One
 * that was compared before is not compared again. For one thread at a time.
 */
final class MatchVerifier {
  private final VerificationOptions options;
  private final QueryFeatures query;
  private final GeometricVerifier verifier;
  private final Map<ImageId, Known> known = new HashMap<>();
  private int compared;
  private int verified;

  /** What came out for the local features that a row had. */
  private record Known(byte[] features, Verification verification) {}

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
    List<Checked> checked = new ArrayList<>(matches.size());
    compared = 0;
    verified = 0;
    for (Match match : matches) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      checked.add(checked.size() < count ? check(match) : Checked.unchecked(match));
    }
    checked.sort(Comparator.comparingDouble(match -> -match.rank()));
    return checked.stream().map(Checked::match).toList();
  }

  /** Returns how many candidates the last call compared. */
  int compared() {
    return compared;
  }

  /** Returns how many of these show the same place. */
  int verified() {
    return verified;
  }

  /**
   * A match and what it is ordered by.
   *
   * @param rank cosine and support of the inliers
   */
  private record Checked(RankedMatch match, double rank) {
    static Checked unchecked(Match match) {
      return new Checked(RankedMatch.unchecked(match), match.score());
    }
  }

  private Checked check(Match match) {
    return verification(match.row())
        .map(
            verification ->
                new Checked(
                    new RankedMatch(
                        match.row(), match.score(), Optional.of(described(verification))),
                    options.score(match.score(), verification)))
        .orElseGet(() -> Checked.unchecked(match));
  }

  private Optional<Verification> verification(Row row) {
    Known before = known.get(row.id());
    if (before != null && Arrays.equals(before.features(), row.localFeatures())) {
      return Optional.of(before.verification());
    }
    Optional<Verification> made =
        StoredFeatures.of(row).filter(verifier::isComparable).map(verifier::verify);
    made.ifPresent(
        verification -> {
          known.put(row.id(), new Known(row.localFeatures(), verification));
          compared++;
          verified += options.isVerified(verification) ? 1 : 0;
        });
    return made;
  }

  private MatchVerification described(Verification verification) {
    return new MatchVerification(
        verification.inliers(),
        options.isVerified(verification),
        verification.boxes().map(Verification.Boxes::first).map(query::inPicture),
        verification.boxes().map(Verification.Boxes::second));
  }
}
