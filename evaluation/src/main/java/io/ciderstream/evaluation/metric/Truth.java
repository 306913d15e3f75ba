package io.ciderstream.evaluation.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The ground truth of one query, as rows of the index.
 *
 * @param right rows that are right answers; ascending, not copied
 * @param ignored rows that are removed from the ranking before it is judged; ascending, not copied
 */
public record Truth(int[] right, int[] ignored) {
  /** A query that is left out of every mean. */
  public static final Truth NONE = new Truth(new int[0], new int[0]);

  /**
   * Checks that no row is named twice.
   *
   * @throws IllegalArgumentException if one is, or is negative
   */
  public Truth {
    int[] all = IntStream.concat(IntStream.of(right), IntStream.of(ignored)).sorted().toArray();
    for (int i = 0; i < all.length; i++) {
      if (all[i] < 0 || i > 0 && all[i] == all[i - 1]) {
        throw new IllegalArgumentException("row %d is negative or named twice".formatted(all[i]));
      }
    }
  }

  /** Creates a truth of rows in any order; one that is given twice on the same side counts once. */
  public static Truth of(IntStream right, IntStream ignored) {
    return new Truth(right.sorted().distinct().toArray(), ignored.sorted().distinct().toArray());
  }

  /**
   * Returns one truth a query: right is what has the same label, but for the query itself, which is
   * ignored.
   *
   * @param labels of all pictures
   * @param queries which of them are searched for
   * @param index which of them are searched, in the order of the index's rows
   */
  public static List<Truth> byLabel(List<String> labels, int[] queries, int[] index) {
    Map<String, List<Integer>> rowsOf = new HashMap<>();
    for (int row = 0; row < index.length; row++) {
      rowsOf.computeIfAbsent(labels.get(index[row]), label -> new ArrayList<>()).add(row);
    }
    return IntStream.of(queries)
        .mapToObj(
            query -> {
              List<Integer> rows = rowsOf.getOrDefault(labels.get(query), List.of());
              return Truth.of(
                  rows.stream().mapToInt(row -> row).filter(row -> index[row] != query),
                  rows.stream().mapToInt(row -> row).filter(row -> index[row] == query));
            })
        .toList();
  }

  /** Returns whether there is nothing to find, so that the query is left out of every mean. */
  public boolean isEmpty() {
    return right.length == 0;
  }

  /** Returns the largest row named; -1 if none is. */
  public int largest() {
    return IntStream.concat(Arrays.stream(right), Arrays.stream(ignored)).max().orElse(-1);
  }
}
