package io.ciderstream.evaluation.rerank;

import io.ciderstream.evaluation.search.DescriptorMatrix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Database-side augmentation: each descriptor of the index is replaced by the weighted mean with
 * its nearest ones (Turcot and Lowe, ICCV-W 2009; with weights as in Radenovic et al., TPAMI 2019).
 *
 * <p>A query that is also a row must not help to find the others, as it would not be in the index
 * of a system. So its own row is left out of the means that it searches.
 */
final class AugmentedIndex {
  private static final int CHUNK = 4_096;

  private final DescriptorMatrix index;
  private final List<Neighbours> lists;
  private final NeighbourWeights weights;
  private final DescriptorMatrix matrix;
  private final Map<Integer, List<Integer>> users = new HashMap<>();

  /** Compares every row with every other one. */
  AugmentedIndex(DescriptorMatrix index, NeighbourWeights weights) {
    this.index = index;
    this.weights = weights;
    // one more than is averaged, as one may be left out
    this.lists = NeighbourLists.of(index, weights.neighbours() + 1);
    List<DescriptorMatrix> chunks = new ArrayList<>();
    for (int first = 0; first < index.count(); first += CHUNK) {
      float[][] rows = new float[Math.min(CHUNK, index.count() - first)][];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = mean(first + i);
      }
      chunks.add(DescriptorMatrix.of(rows));
    }
    this.matrix = DescriptorMatrix.join(chunks);
  }

  private float[] mean(int row) {
    if (index.missing().get(row)) {
      return new float[index.dimension()];
    }
    Neighbours nearest = lists.get(row).first(weights.neighbours());
    for (int neighbour : nearest.rows()) {
      users.computeIfAbsent(neighbour, any -> new ArrayList<>()).add(row);
    }
    return WeightedMean.of(index.row(row), nearest, index::row, weights);
  }

  /** Returns the augmented descriptors. */
  DescriptorMatrix matrix() {
    return matrix;
  }

  /**
   * Returns the augmented descriptors that would be different without a row.
   *
   * @param row -1 for none
   */
  Map<Integer, float[]> without(int row) {
    Map<Integer, float[]> others = new HashMap<>();
    for (int user : users.getOrDefault(row, List.of())) {
      Neighbours nearest = lists.get(user).without(row, weights.neighbours());
      others.put(user, WeightedMean.of(index.row(user), nearest, index::row, weights));
    }
    return others;
  }
}
