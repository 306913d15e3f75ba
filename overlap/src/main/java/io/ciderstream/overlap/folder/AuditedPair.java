package io.ciderstream.overlap.folder;

import io.ciderstream.overlap.candidate.Candidate;
import io.ciderstream.overlap.verify.PairMatch;
import io.ciderstream.overlap.verify.VerificationFile;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A candidate with the results of its verification.
 *
 * @param candidate the pair
 * @param matches by the verifier's name
 * @param suspicion how likely the pair shows the same: the cosine, plus the share of the inliers
 *     that make a pair certain (at most 1, the mean of the verifiers), plus 0.25 if the names agree
 */
public record AuditedPair(Candidate candidate, Map<String, PairMatch> matches, double suspicion) {
  /** The most suspicious first, then in the order of the lists. */
  public static final Comparator<AuditedPair> MOST_SUSPICIOUS =
      Comparator.comparingDouble(AuditedPair::suspicion)
          .reversed()
          .thenComparing(pair -> pair.candidate().query())
          .thenComparing(pair -> pair.candidate().row());

  private static final double NAME = 0.25;

  public AuditedPair {
    matches = new TreeMap<>(matches);
  }

  /**
   * Joins a candidate with its results.
   *
   * @param results of each verifier; one that has not verified the candidate is skipped
   */
  static AuditedPair of(Candidate candidate, List<VerificationFile.Results> results) {
    Map<String, PairMatch> matches = new TreeMap<>();
    double shares = 0;
    for (VerificationFile.Results result : results) {
      PairMatch match = result.matches().get(candidate.id());
      if (match != null) {
        matches.put(result.method(), match);
        shares += Math.min(1.0, (double) match.inliers() / result.certainInliers());
      }
    }
    double verified = shares / Math.max(1, matches.size());
    double suspicion = candidate.cosine() + verified + (candidate.named() ? NAME : 0);
    return new AuditedPair(candidate, matches, suspicion);
  }

  /** Returns the inliers of the verifier that found most. */
  public int inliers() {
    return matches.values().stream().mapToInt(PairMatch::inliers).max().orElse(0);
  }
}
