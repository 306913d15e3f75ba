package io.ciderstream.overlap.verify;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The local features of the pictures used last, since neighbours of one query are neighbours of the
 * next one too. Any thread; two threads may extract one picture twice.
 */
final class FeatureCache<F> {
  private final Map<Integer, F> newest;

  FeatureCache(int limit) {
    this.newest =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Integer, F> eldest) {
            return size() > limit;
          }
        };
  }

  F get(int row, IntFunction<F> extraction) {
    synchronized (newest) {
      F known = newest.get(row);
      if (known != null) {
        return known;
      }
    }
    F extracted = extraction.apply(row);
    synchronized (newest) {
      newest.put(row, extracted);
    }
    return extracted;
  }
}
