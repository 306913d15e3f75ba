package io.ciderstream.cli.evaluate;

import io.ciderstream.evaluation.rerank.NeighbourWeights;
import io.ciderstream.evaluation.rerank.ReciprocalOptions;
import io.ciderstream.evaluation.rerank.RerankOptions;
import io.ciderstream.terminal.ArgumentException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of what a search adds to the descriptors' scores. */
public final class RerankArguments {
  @Option(
      names = "--expand",
      paramLabel = "N",
      description = {
        "Average the query with its first N answers, weighted by similarity^alpha (alpha-QE); with",
        "--verify with those of them that are verified."
      })
  private Integer expand;

  @Option(
      names = "--expand-alpha",
      defaultValue = "3",
      paramLabel = "ALPHA",
      description = "The exponent of --expand; 0 weights all alike (default: ${DEFAULT-VALUE}).")
  private double expandAlpha;

  @Option(
      names = "--augment",
      paramLabel = "N",
      description = {
        "Average each picture that is searched with its N nearest, weighted likewise (database-side",
        "augmentation)."
      })
  private Integer augment;

  @Option(
      names = "--augment-alpha",
      defaultValue = "3",
      paramLabel = "ALPHA",
      description = "The exponent of --augment (default: ${DEFAULT-VALUE}).")
  private double augmentAlpha;

  @Option(
      names = "--reciprocal",
      paramLabel = "K1",
      description = "Re-rank by k-reciprocal neighbours (Zhong et al., CVPR 2017), K1 of them.")
  private Integer reciprocal;

  @Option(
      names = "--reciprocal-k2",
      paramLabel = "K2",
      description = "Average so many neighbours' encodings (default: 0.3 K1).")
  private Integer reciprocalK2;

  @Option(
      names = "--reciprocal-lambda",
      defaultValue = "0.3",
      paramLabel = "SHARE",
      description = "The weight of the descriptors' similarity (default: ${DEFAULT-VALUE}).")
  private double reciprocalLambda;

  @Option(
      names = "--verify",
      paramLabel = "N",
      description = {
        "Verify the first N answers geometrically and rank those that match first. Needs a model with",
        "local features."
      })
  private int verify;

  /**
   * Returns the options.
   *
   * @throws ArgumentException if one is out of range
   */
  public RerankOptions options() {
    try {
      return new RerankOptions(
          Optional.ofNullable(augment).map(count -> new NeighbourWeights(count, augmentAlpha)),
          Optional.ofNullable(expand).map(count -> new NeighbourWeights(count, expandAlpha)),
          Optional.ofNullable(reciprocal).map(this::reciprocal),
          verify);
    } catch (IllegalArgumentException e) {
      throw new ArgumentException(
          "--expand, --augment, --reciprocal, --verify: %s.".formatted(e.getMessage()));
    }
  }

  private ReciprocalOptions reciprocal(int k1) {
    return reciprocalK2 == null
        ? ReciprocalOptions.of(k1, reciprocalLambda)
        : new ReciprocalOptions(k1, reciprocalK2, reciprocalLambda);
  }
}
