package io.ciderstream.trials.command;

import io.ciderstream.evaluation.rerank.NeighbourWeights;
import io.ciderstream.evaluation.rerank.ReciprocalOptions;
import io.ciderstream.evaluation.rerank.RerankOptions;
import io.ciderstream.terminal.ArgumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The rows of a comparison of additions to the search, on the command line. */
final class RerankRows {
  private static final int[] COUNTS = {1, 2, 3, 5, 10};
  private static final double[] ALPHAS = {0, 1, 3, 10};
  private static final int[] K1S = {3, 5, 10, 20};
  private static final double[] LAMBDAS = {0.3, 0.6, 0.9};

  @Option(
      names = "--expand",
      defaultValue = "1",
      paramLabel = "N",
      description = "Answers that a query is averaged with (default: ${DEFAULT-VALUE}).")
  private int expand;

  @Option(
      names = "--expand-alpha",
      defaultValue = "0",
      paramLabel = "ALPHA",
      description = "The exponent of their weights (default: ${DEFAULT-VALUE}).")
  private double expandAlpha;

  @Option(
      names = "--augment",
      defaultValue = "1",
      paramLabel = "N",
      description = "Pictures that one of the index is averaged with (default: ${DEFAULT-VALUE}).")
  private int augment;

  @Option(
      names = "--augment-alpha",
      defaultValue = "1",
      paramLabel = "ALPHA",
      description = "The exponent of their weights (default: ${DEFAULT-VALUE}).")
  private double augmentAlpha;

  @Option(
      names = "--reciprocal",
      defaultValue = "5",
      paramLabel = "K1",
      description = "Neighbours that must be mutual (default: ${DEFAULT-VALUE}); k2 is 0.3 K1.")
  private int reciprocal;

  @Option(
      names = "--reciprocal-lambda",
      defaultValue = "0.6",
      paramLabel = "SHARE",
      description = "The weight of the descriptors' similarity (default: ${DEFAULT-VALUE}).")
  private double reciprocalLambda;

  @Option(
      names = "--verify",
      defaultValue = "50",
      paramLabel = "N",
      description = "First answers that are verified (default: ${DEFAULT-VALUE}).")
  private int verify;

  @Option(
      names = "--grid",
      description = "Rows for a grid of parameters instead, to choose them by.")
  private boolean grid;

  /**
   * Returns the rows.
   *
   * @throws ArgumentException if a parameter is out of range
   */
  List<RerankOptions> all() {
    try {
      return grid ? grid() : chosen();
    } catch (IllegalArgumentException e) {
      throw new ArgumentException(
          "--expand, --augment, --reciprocal, --verify: %s.".formatted(e.getMessage()));
    }
  }

  private List<RerankOptions> chosen() {
    NeighbourWeights expansion = new NeighbourWeights(expand, expandAlpha);
    RerankOptions neighbours = reciprocal(reciprocal, reciprocalLambda);
    return List.of(
        RerankOptions.NONE,
        expansion(expansion, 0),
        augmentation(new NeighbourWeights(augment, augmentAlpha)),
        neighbours,
        new RerankOptions(Optional.empty(), Optional.empty(), Optional.empty(), verify),
        expansion(expansion, verify),
        new RerankOptions(
            Optional.empty(), Optional.of(expansion), neighbours.reciprocal(), verify));
  }

  private List<RerankOptions> grid() {
    List<RerankOptions> rows = new ArrayList<>();
    rows.add(RerankOptions.NONE);
    for (int count : COUNTS) {
      for (double alpha : ALPHAS) {
        rows.add(expansion(new NeighbourWeights(count, alpha), 0));
        rows.add(augmentation(new NeighbourWeights(count, alpha)));
        rows.add(expansion(new NeighbourWeights(count, alpha), verify));
      }
    }
    for (int k1 : K1S) {
      for (double lambda : LAMBDAS) {
        rows.add(reciprocal(k1, lambda));
      }
    }
    return rows;
  }

  private static RerankOptions expansion(NeighbourWeights weights, int verified) {
    return new RerankOptions(Optional.empty(), Optional.of(weights), Optional.empty(), verified);
  }

  private static RerankOptions augmentation(NeighbourWeights weights) {
    return new RerankOptions(Optional.of(weights), Optional.empty(), Optional.empty(), 0);
  }

  private static RerankOptions reciprocal(int k1, double lambda) {
    return new RerankOptions(
        Optional.empty(), Optional.empty(), Optional.of(ReciprocalOptions.of(k1, lambda)), 0);
  }
}
