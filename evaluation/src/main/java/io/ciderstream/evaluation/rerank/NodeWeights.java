package io.ciderstream.evaluation.rerank;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * A sparse encoding of a neighbourhood.
 *
 * @param weights above 0 by node, with the sum 1
 */
record NodeWeights(Map<Integer, Double> weights) {
  /** Returns weights scaled to the sum 1. */
  static NodeWeights normalised(Map<Integer, Double> weights) {
    double sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    Map<Integer, Double> scaled = new HashMap<>();
    weights.forEach((node, weight) -> scaled.put(node, weight / sum));
    return new NodeWeights(scaled);
  }

  /** Returns the mean of several. */
  static NodeWeights mean(Collection<NodeWeights> several) {
    Map<Integer, Double> sum = new HashMap<>();
    several.forEach(
        one -> one.weights.forEach((node, weight) -> sum.merge(node, weight, Double::sum)));
    return normalised(sum);
  }

  /** Returns the sum of the smaller weights over the sum of the larger ones, 0..1. */
  double jaccard(NodeWeights other) {
    double smaller = 0;
    for (Map.Entry<Integer, Double> one : weights.entrySet()) {
      smaller += Math.min(one.getValue(), other.weights.getOrDefault(one.getKey(), 0.0));
    }
    return smaller / (2 - smaller);
  }
}
