package io.ciderstream.evaluation;

import io.ciderstream.evaluation.truth.RetrievalSet;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds the queries that are in the index too and are not to find themselves. Where they count as
 * right answers, as in the original Oxford and Paris, they are answers as any other.
 */
final class OwnRows {
  private OwnRows() {}

  /** Returns for each query the row of its file; -1 if there is none or it is a right answer. */
  static int[] of(RetrievalSet set) {
    Map<Path, Integer> rows = new HashMap<>();
    for (int row = 0; row < set.index().size(); row++) {
      rows.putIfAbsent(set.index().get(row).file(), row);
    }
    int[] own = new int[set.queries().size()];
    for (int query = 0; query < own.length; query++) {
      int row = rows.getOrDefault(set.queries().get(query).file(), -1);
      own[query] = isRight(set, query, row) ? -1 : row;
    }
    return own;
  }

  private static boolean isRight(RetrievalSet set, int query, int row) {
    return set.protocols().stream()
        .anyMatch(protocol -> Arrays.binarySearch(protocol.truths().get(query).right(), row) >= 0);
  }

  /** Returns that no query is in the index. */
  static int[] none(int queries) {
    int[] own = new int[queries];
    Arrays.fill(own, -1);
    return own;
  }
}
