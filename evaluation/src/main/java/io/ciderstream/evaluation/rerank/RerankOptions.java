package io.ciderstream.evaluation.rerank;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a search adds to the scores of descriptors. With {@link #NONE} it adds nothing.
 *
 * @param augmentation replaces each descriptor of the index by a mean with its neighbours
 * @param expansion replaces the query by a mean with its first answers; with verification, with
 *     those of them that are verified
 * @param reciprocal re-ranks by k-reciprocal neighbours
 * @param verify how many first answers are verified geometrically; 0 is none
 */
public record RerankOptions(
    Optional<NeighbourWeights> augmentation,
    Optional<NeighbourWeights> expansion,
    Optional<ReciprocalOptions> reciprocal,
    int verify) {
  /** Scores as they are. */
  public static final RerankOptions NONE =
      new RerankOptions(Optional.empty(), Optional.empty(), Optional.empty(), 0);

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if {@code verify} is negative, or augmentation is combined
   *     with re-ranking
   */
  public RerankOptions {
    Objects.requireNonNull(augmentation, "augmentation");
    Objects.requireNonNull(expansion, "expansion");
    Objects.requireNonNull(reciprocal, "reciprocal");
    if (augmentation.isPresent() && reciprocal.isPresent()) {
      throw new IllegalArgumentException(
          "augmentation and re-ranking by neighbours both change neighbourhoods and cannot be combined");
    }
    if (verify < 0) {
      throw new IllegalArgumentException(
          "%d answers to verify, but there must be 0 or more".formatted(verify));
    }
  }

  /** Returns whether the scores stay as they are. */
  public boolean isNone() {
    return equals(NONE);
  }

  /** Returns the parts in force, such as {@code alpha-QE n=3 alpha=3.0, verify 50}. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    augmentation.ifPresent(of -> parts.add("DBA " + text(of)));
    expansion.ifPresent(of -> parts.add("alpha-QE " + text(of)));
    reciprocal.ifPresent(
        of ->
            parts.add(
                "k-reciprocal k1=%d k2=%d lambda=%s".formatted(of.k1(), of.k2(), of.lambda())));
    if (verify > 0) {
      parts.add("verify " + verify);
    }
    return parts.isEmpty() ? "none" : String.join(", ", parts);
  }

  private static String text(NeighbourWeights weights) {
    return "n=%d alpha=%s".formatted(weights.neighbours(), weights.alpha());
  }
}
