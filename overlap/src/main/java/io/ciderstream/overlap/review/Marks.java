package io.ciderstream.overlap.review;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The marks in force: the last one of each inspector about each pair.
 *
 * @param byInspector by inspector, in the order of their first mark, then by the name of the pair;
 *     without marks that were taken back
 */
public record Marks(Map<String, Map<String, Mark>> byInspector) {
  /** Returns marks that nobody made yet. */
  public static Marks none() {
    return new Marks(Map.of());
  }

  /** Returns the inspectors, in the order of their first mark. */
  public Set<String> inspectors() {
    return byInspector.keySet();
  }

  /** Returns the marks of an inspector by the name of the pair. */
  public Map<String, Mark> of(String inspector) {
    return byInspector.getOrDefault(inspector, Map.of());
  }

  /** Returns who said so about a pair. */
  public List<String> inspectors(String pair, Mark mark) {
    List<String> some = new ArrayList<>();
    byInspector.forEach(
        (inspector, marks) -> {
          if (marks.get(pair) == mark) {
            some.add(inspector);
          }
        });
    return some;
  }

  /** Returns the marks with one more. */
  Marks with(String inspector, String pair, Mark mark) {
    Map<String, Map<String, Mark>> all = new LinkedHashMap<>(byInspector);
    Map<String, Mark> own = new LinkedHashMap<>(of(inspector));
    if (mark == Mark.NONE) {
      own.remove(pair);
    } else {
      own.put(pair, mark);
    }
    all.put(inspector, own);
    return new Marks(all);
  }
}
