package io.ciderstream.evaluation.rerank;

import io.ciderstream.evaluation.search.DescriptorMatrix;
import java.util.Map;

/**
 * Alpha query expansion: the query is replaced by the weighted mean with its first answers
 * (Radenovic et al., TPAMI 2019, section 3.4).
 */
final class QueryExpansion {
  private final DescriptorMatrix index;
  private final NeighbourWeights weights;

  /**
   * Creates a query expansion.
   *
   * @param index what is searched
   */
  QueryExpansion(DescriptorMatrix index, NeighbourWeights weights) {
    this.index = index;
    this.weights = weights;
  }

  /**
   * Returns the expanded query, of length 1.
   *
   * @param answers to average with, best first; more than needed may be given
   * @param replaced rows whose descriptor is another one for this query
   */
  float[] expand(float[] query, Neighbours answers, Map<Integer, float[]> replaced) {
    return WeightedMean.of(
        query,
        answers.first(weights.neighbours()),
        row -> replaced.getOrDefault(row, index.row(row)),
        weights);
  }
}
