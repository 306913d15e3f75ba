package io.ciderstream.evaluation.rerank;

/**
 * How many neighbours a descriptor is averaged with, and with which weight: similarity^alpha
 * (Radenovic et al., "Fine-tuning CNN Image Retrieval with No Human Annotation", TPAMI 2019,
 * section 3.4). The descriptor itself has weight 1.
 *
 * @param neighbours how many, 1..1000
 * @param alpha exponent, 0..100; 0 is a plain mean
 */
public record NeighbourWeights(int neighbours, double alpha) {
  private static final int MOST_NEIGHBOURS = 1_000;
  private static final double MOST_ALPHA = 100;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException that says what they must be
   */
  public NeighbourWeights {
    if (neighbours < 1 || neighbours > MOST_NEIGHBOURS) {
      throw new IllegalArgumentException(
          "%d neighbours, but there must be 1 to %d".formatted(neighbours, MOST_NEIGHBOURS));
    }
    if (!(alpha >= 0 && alpha <= MOST_ALPHA)) {
      throw new IllegalArgumentException(
          "alpha is %s, but must be 0 to %.0f".formatted(alpha, MOST_ALPHA));
    }
  }

  /** Returns the weight of a neighbour of such a cosine; a negative one counts as 0. */
  double of(float similarity) {
    return Math.pow(Math.max(0, similarity), alpha);
  }
}
