package io.ciderstream.overlap.candidate;

import io.ciderstream.overlap.list.ClassNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The classes whose names agree with the names of evaluation pictures.
 *
 * @param names by class: the evaluation names that it agrees with
 */
public record NameMatches(Map<String, Set<String>> names) {
  private static final int MAX_CLASSES = 20;
  private static final int LEAST_NAMES = 3;

  /** A class that agrees with a name. */
  private record Hit(String label, double similarity) {}

  /**
   * Compares names. A word that more than half of the evaluation names have, such as the city's, is
   * not compared. Of one evaluation name at most the 20 most similar classes count.
   *
   * @param evaluation names of evaluation pictures; empty ones are skipped
   */
  public static NameMatches of(Collection<String> evaluation, ClassNames classes) {
    Set<String> distinct =
        evaluation.stream().filter(name -> !name.isBlank()).collect(Collectors.toSet());
    Set<String> common = common(distinct);
    Map<String, NameTokens> tokens = new LinkedHashMap<>();
    distinct.stream().sorted().forEach(name -> tokens.put(name, NameTokens.of(name, common)));
    Map<String, List<Hit>> hits = new HashMap<>();
    if (!distinct.isEmpty()) {
      classes.forEach(
          (label, name) -> {
            NameTokens own = NameTokens.of(name, common);
            tokens.forEach(
                (text, other) -> {
                  double similarity = other.similarity(own);
                  if (similarity > 0) {
                    keep(hits.computeIfAbsent(text, any -> new ArrayList<>()), label, similarity);
                  }
                });
          });
    }
    Map<String, Set<String>> names = new HashMap<>();
    hits.forEach(
        (text, some) ->
            some.forEach(
                hit -> names.computeIfAbsent(hit.label, any -> new HashSet<>()).add(text)));
    return new NameMatches(names);
  }

  private static void keep(List<Hit> hits, String label, double similarity) {
    hits.add(new Hit(label, similarity));
    if (hits.size() > MAX_CLASSES) {
      hits.sort(Comparator.comparingDouble(Hit::similarity).reversed().thenComparing(Hit::label));
      hits.removeLast();
    }
  }

  private static Set<String> common(Set<String> names) {
    if (names.size() < LEAST_NAMES) {
      return Set.of();
    }
    Map<String, Integer> counts = new HashMap<>();
    names.forEach(
        name ->
            NameTokens.of(name, Set.of()).words().forEach(w -> counts.merge(w, 1, Integer::sum)));
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() * 2 > names.size())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Returns whether a class has a name that agrees with some evaluation name. */
  boolean matches(String label) {
    return names.containsKey(label);
  }

  /** Returns whether a class and an evaluation picture have names that agree. */
  boolean matches(String label, String evaluationName) {
    return names.getOrDefault(label, Set.of()).contains(evaluationName);
  }
}
