package io.ciderstream.trials.growth;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the nearest descriptors of some queries by comparing all, as they are made. Descriptors may
 * be added on several threads.
 */
final class ExhaustiveSearch {
  private record Near(int number, float cosine) {}

  private final List<float[]> queries;
  private final int top;
  private final List<PriorityQueue<Near>> nearest = new ArrayList<>();

  /**
   * Creates a search without descriptors.
   *
   * @param top how many are the nearest
   */
  ExhaustiveSearch(List<float[]> queries, int top) {
    this.queries = List.copyOf(queries);
    this.top = top;
    queries.forEach(
        query -> nearest.add(new PriorityQueue<>(Comparator.comparingDouble(Near::cosine))));
  }

  /** Compares a descriptor with all queries. */
  void add(int number, float[] vector) {
    for (int i = 0; i < queries.size(); i++) {
      float cosine = dot(queries.get(i), vector);
      PriorityQueue<Near> heap = nearest.get(i);
      synchronized (heap) {
        if (heap.size() < top) {
          heap.add(new Near(number, cosine));
        } else if (heap.peek().cosine() < cosine) {
          heap.poll();
          heap.add(new Near(number, cosine));
        }
      }
    }
  }

  /** Returns the numbers of the nearest descriptors of a query. */
  Set<Integer> nearest(int query) {
    return nearest.get(query).stream().map(Near::number).collect(Collectors.toSet());
  }

  private static float dot(float[] a, float[] b) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      s0 += a[i] * b[i];
    }
    return s0 + s1 + s2 + s3;
  }
}
