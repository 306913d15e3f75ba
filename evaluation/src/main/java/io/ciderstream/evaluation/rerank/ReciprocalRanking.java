package io.ciderstream.evaluation.rerank;

import io.ciderstream.evaluation.search.DescriptorMatrix;
import java.util.List;

/**
 * Re-ranking by k-reciprocal neighbours (Zhong et al., "Re-ranking Person Re-identification with
 * k-reciprocal Encoding", CVPR 2017): answers whose neighbourhood overlaps the query's come first.
 * The score becomes {@code (1 - lambda) * Jaccard similarity + lambda * cosine}.
 *
 * <p>The neighbourhoods are those of the index and this query alone. The paper's code also uses the
 * other queries, which a search does not have. Beyond the first {@value #DEPTH} answers the
 * similarity counts as 0.
 */
final class ReciprocalRanking {
  /** How many answers are encoded. */
  private static final int DEPTH = 200;

  private final DescriptorMatrix index;
  private final List<Neighbours> lists;
  private final ReciprocalOptions options;

  /** Compares every row with every other one. */
  ReciprocalRanking(DescriptorMatrix index, ReciprocalOptions options) {
    this.index = index;
    this.options = options;
    // one more than is used, as one may be left out
    this.lists = NeighbourLists.of(index, options.k1() + 1);
  }

  /**
   * Replaces the scores of a query.
   *
   * @param scores cosines with each row; minus infinity for a row without a descriptor
   * @param own the query's own row, which is left out of every neighbourhood; -1 for none
   */
  void rerank(float[] scores, int own) {
    Neighbours first = Neighbours.of(scores, DEPTH, row -> row != own);
    ReciprocalGraph graph =
        new ReciprocalGraph(index, lists, options, scores, first.first(options.k1()), own);
    NodeWeights query = graph.encode(graph.query());
    double[] similarities = new double[first.count()];
    for (int i = 0; i < similarities.length; i++) {
      similarities[i] = query.jaccard(graph.encode(first.rows()[i]));
    }
    double lambda = options.lambda();
    for (int row = 0; row < scores.length; row++) {
      if (scores[row] != Float.NEGATIVE_INFINITY) {
        scores[row] = (float) (lambda * scores[row]);
      }
    }
    for (int i = 0; i < similarities.length; i++) {
      scores[first.rows()[i]] += (float) ((1 - lambda) * similarities[i]);
    }
  }
}
