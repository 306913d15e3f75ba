package io.ciderstream.streams.searcher;

import io.ciderstream.embedding.local.GeometricVerifier;
import io.ciderstream.embedding.local.LocalFeatures;
import io.ciderstream.embedding.local.Verification;
import io.ciderstream.embedding.local.VerificationOptions;
import io.ciderstream.index.Row;
import io.ciderstream.schemas.ImageId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Compares the candidates of one query with its pictures, and orders them by cosine and inliers. Of
 * several pictures that counts which a candidate agrees with most; if with none, the one that it is
 * most like by cosine. A candidate without local features, or with broken ones, is not checked and
 * keeps its cosine. One that was compared before is not compared again. For one thread at a time.
 */
final class MatchVerifier {
  private final VerificationOptions options;
  private final List<Picture> pictures = new ArrayList<>();
  private final boolean several;
  private final Map<ImageId, Known> known = new HashMap<>();
  private int compared;
  private int verified;

  /**
   * A picture of the query.
   *
   * @param subject its number in the query
   */
  private record Picture(int subject, QueryFeatures query, GeometricVerifier verifier) {}

  /** A picture of the query compared with a row. */
  private record Compared(Picture picture, Verification verification) {}

  /** What came out for the local features that a row had. */
  private record Known(byte[] features, Compared best) {}

  /**
   * Creates a verifier.
   *
   * @param queries by the number of their subject, at least one
   * @param several whether the query has several subjects
   */
  MatchVerifier(VerificationOptions options, Map<Integer, QueryFeatures> queries, boolean several) {
    this.options = options;
    this.several = several;
    queries.forEach(
        (subject, query) ->
            pictures.add(
                new Picture(subject, query, new GeometricVerifier(options, query.features()))));
  }

  /**
   * Verifies the first candidates.
   *
   * @param count how many
   * @return all matches, the best first; of equal ones that with the higher cosine
   * @throws InterruptedException if it is interrupted between two candidates
   */
  List<RankedMatch> verify(List<RankedMatch> matches, int count) throws InterruptedException {
    List<Checked> checked = new ArrayList<>(matches.size());
    compared = 0;
    verified = 0;
    for (RankedMatch match : matches) {
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
    static Checked unchecked(RankedMatch match) {
      return new Checked(match, match.score());
    }
  }

  private Checked check(RankedMatch match) {
    return compared(match)
        .map(
            best ->
                new Checked(
                    match.verified(verification(best), subject(best)),
                    options.score(match.score(), best.verification())))
        .orElseGet(() -> Checked.unchecked(match));
  }

  private OptionalInt subject(Compared best) {
    return several ? OptionalInt.of(best.picture().subject()) : OptionalInt.empty();
  }

  private Optional<Compared> compared(RankedMatch match) {
    Row row = match.row();
    Known before = known.get(row.id());
    if (before != null && Arrays.equals(before.features(), row.localFeatures())) {
      return Optional.of(before.best());
    }
    Optional<Compared> made =
        StoredFeatures.of(row).flatMap(features -> best(features, match.queryIndex()));
    made.ifPresent(
        best -> {
          known.put(row.id(), new Known(row.localFeatures(), best));
          compared++;
          verified += options.isVerified(best.verification()) ? 1 : 0;
        });
    return made;
  }

  private Optional<Compared> best(LocalFeatures features, OptionalInt byCosine) {
    Comparator<Compared> support =
        Comparator.comparingDouble(made -> options.score(0, made.verification()));
    return pictures.stream()
        .filter(picture -> picture.verifier().isComparable(features))
        .map(picture -> new Compared(picture, picture.verifier().verify(features)))
        .max(
            support
                .thenComparing(made -> byCosine.equals(OptionalInt.of(made.picture().subject())))
                .thenComparingInt(made -> made.verification().inliers()));
  }

  private MatchVerification verification(Compared best) {
    Verification made = best.verification();
    return new MatchVerification(
        made.inliers(),
        options.isVerified(made),
        made.boxes().map(Verification.Boxes::first).map(best.picture().query()::inPicture),
        made.boxes().map(Verification.Boxes::second));
  }
}
