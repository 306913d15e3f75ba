package io.ciderstream.evaluation.rerank;

import io.ciderstream.embedding.local.GeometricVerifier;
import io.ciderstream.embedding.local.LocalFeatures;
import io.ciderstream.embedding.local.Verification;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Verifies the first answers of one query geometrically; what was verified is remembered. */
final class VerifiedCandidates {
  private final LocalFeatureSource source;
  private final Optional<GeometricVerifier> verifier;
  private final Map<Integer, Verification> verifications = new HashMap<>();

  VerifiedCandidates(LocalFeatureSource source, int query) {
    this.source = source;
    this.verifier =
        source
            .queries()
            .apply(query)
            .map(features -> new GeometricVerifier(source.options(), features));
  }

  private Verification verification(int row) {
    return verifications.computeIfAbsent(row, this::verify);
  }

  private Verification verify(int row) {
    Optional<LocalFeatures> candidate = source.index().apply(row);
    return verifier.isEmpty() || candidate.isEmpty()
        ? Verification.NONE
        : verifier.get().verify(candidate.get());
  }

  /**
   * Raises the scores of the candidates by the support of their inliers.
   *
   * @param scores one a row of the index
   */
  void raise(Neighbours candidates, float[] scores) {
    for (int row : candidates.rows()) {
      scores[row] = (float) source.options().score(scores[row], verification(row));
    }
  }

  /** Returns the candidates that show the same place, in the order that verification gives. */
  Neighbours verified(Neighbours candidates) {
    int[] order =
        IntStream.range(0, candidates.count())
            .filter(i -> source.options().isVerified(verification(candidates.rows()[i])))
            .boxed()
            .sorted((a, b) -> Double.compare(score(candidates, b), score(candidates, a)))
            .mapToInt(i -> i)
            .toArray();
    float[] scores = new float[order.length];
    for (int i = 0; i < order.length; i++) {
      scores[i] = candidates.scores()[order[i]];
    }
    return new Neighbours(IntStream.of(order).map(i -> candidates.rows()[i]).toArray(), scores);
  }

  private double score(Neighbours candidates, int at) {
    return source.options().score(candidates.scores()[at], verification(candidates.rows()[at]));
  }
}
