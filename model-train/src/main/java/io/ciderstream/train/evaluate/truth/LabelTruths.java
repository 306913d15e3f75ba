package io.ciderstream.train.evaluate.truth;

import io.ciderstream.train.evaluate.metric.Truth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Right is what carries the same label, but for the query itself, which is ignored. */
public final class LabelTruths {
  private LabelTruths() {}

  /**
   * One truth a query.
   *
   * @param labels of all pictures
   * @param queries which of them are searched for
   * @param index which of them are searched, in the order of the index's rows
   */
  public static List<Truth> of(List<String> labels, int[] queries, int[] index) {
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
}
