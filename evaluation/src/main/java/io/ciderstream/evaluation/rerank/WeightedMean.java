package io.ciderstream.evaluation.rerank;

import io.ciderstream.evaluation.search.UnitVector;
import java.util.function.IntFunction;

/** Means of descriptors. */
final class WeightedMean {
  private WeightedMean() {}

  /**
   * Returns the direction of a descriptor plus its weighted neighbours, of length 1.
   *
   * @param own with weight 1
   * @param neighbours their scores are the cosines
   * @param index the descriptor of a row
   */
  static float[] of(
      float[] own, Neighbours neighbours, IntFunction<float[]> index, NeighbourWeights weights) {
    double[] sum = new double[own.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = own[i];
    }
    for (int k = 0; k < neighbours.count(); k++) {
      float[] other = index.apply(neighbours.rows()[k]);
      double weight = weights.of(neighbours.scores()[k]);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += weight * other[i];
      }
    }
    return UnitVector.of(sum);
  }
}
