package io.ciderstream.overlap.result;

import io.ciderstream.overlap.folder.AuditedPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides about pairs that nobody marked: a pair that reaches one of the bounds shows the same.
 *
 * @param inliers of the verifier that found most; empty for no such bound
 * @param suspicion as the page orders pairs by; empty for no such bound
 */
public record AutomaticRule(Optional<Integer> inliers, Optional<Double> suspicion) {
  /** The rule that leaves all to the inspectors. */
  public static final AutomaticRule NONE = new AutomaticRule(Optional.empty(), Optional.empty());

  /** Returns the rule of a number of inliers. */
  public static AutomaticRule ofInliers(int inliers) {
    return new AutomaticRule(Optional.of(inliers), Optional.empty());
  }

  /** Returns whether a pair shows the same. */
  boolean decides(AuditedPair pair) {
    return inliers.filter(least -> pair.inliers() >= least).isPresent()
        || suspicion.filter(least -> pair.suspicion() >= least).isPresent();
  }

  /** Returns whether there is a bound. */
  public boolean isPresent() {
    return inliers.isPresent() || suspicion.isPresent();
  }

  /** Returns the rule as a sentence. */
  String text() {
    List<String> bounds = new ArrayList<>();
    inliers.ifPresent(least -> bounds.add("at least %d inliers".formatted(least)));
    suspicion.ifPresent(
        least -> bounds.add(String.format(Locale.ROOT, "a suspicion of at least %.3f", least)));
    return bounds.isEmpty()
        ? "Only marked pairs count."
        : "Unmarked pairs of %s count as the same.".formatted(String.join(" or ", bounds));
  }
}
