package io.ciderstream.evaluation.rerank;

import io.ciderstream.evaluation.search.DescriptorMatrix;
import io.ciderstream.evaluation.search.ExhaustiveSearch;
import java.util.Arrays;
import java.util.List;

/** The nearest rows of each row of an index. Every row is compared with every other one. */
final class NeighbourLists {
  private NeighbourLists() {}

  /**
   * Returns the neighbours of each row, without itself; none for a row without a descriptor.
   *
   * @param count how many
   */
  static List<Neighbours> of(DescriptorMatrix index, int count) {
    Neighbours[] lists = new Neighbours[index.count()];
    new ExhaustiveSearch()
        .run(
            index,
            index,
            (row, scores) -> lists[row] = Neighbours.of(scores, count, other -> other != row),
            row -> lists[row] = Neighbours.NONE);
    return List.copyOf(Arrays.asList(lists));
  }
}
