package io.ciderstream.overlap.plant;

import io.ciderstream.overlap.folder.AuditedPair;
import io.ciderstream.overlap.verify.PairMatch;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Measures what an audit of a planted set finds. */
public final class PlantMeasure {
  private final PlantedSet set;
  private final List<AuditedPair> pairs;
  private final Map<String, PlantedClass> planted;

  /**
   * Creates a measure.
   *
   * @param pairs all pairs of the audit
   */
  public PlantMeasure(PlantedSet set, List<AuditedPair> pairs) {
    this.set = set;
    this.pairs = List.copyOf(pairs);
    this.planted = set.planted().stream().collect(Collectors.toMap(PlantedClass::name, one -> one));
  }

  /**
   * What a score finds.
   *
   * @param score its name
   * @param clearBound the highest score of a pair of a class that hides nothing; what is above it
   *     is found without a false class
   * @param clear share of the planted classes above it, by kind
   * @param clearRecall share of all planted classes above it
   * @param fullBound the score that every planted class reaches; minus infinity if one is no
   *     candidate
   * @param fullPrecision planted classes by all classes that reach it
   */
  public record Row(
      String score,
      double clearBound,
      Map<PlantKind, Double> clear,
      double clearRecall,
      double fullBound,
      double fullPrecision) {}

  /**
   * What perfect inspectors find who follow the page from its top.
   *
   * @param recall planted classes of which a right pair is on the page, by all planted classes
   * @param pairs inspected until the last of them is found
   * @param classes inspected until then
   * @param precision planted classes found by the classes inspected
   */
  public record Inspection(double recall, int pairs, int classes, double precision) {}

  /** Returns a row for each score: the cosine, each verifier's inliers, and the suspicion. */
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.add(row("cosine", pair -> pair.candidate().cosine()));
    Set<String> methods = new LinkedHashSet<>();
    pairs.forEach(pair -> methods.addAll(pair.matches().keySet()));
    for (String method : methods) {
      rows.add(row(method, pair -> pair.matches().getOrDefault(method, PairMatch.NONE).inliers()));
    }
    rows.add(row("suspicion", AuditedPair::suspicion));
    return rows;
  }

  /** A planted class is found only by a pair that shows what is hidden there. */
  private boolean isRight(AuditedPair pair) {
    PlantedClass host = planted.get(pair.candidate().label());
    return host != null
        && host.label().equals(set.labels().get(pair.candidate().query()))
        && host.files().contains(pair.candidate().file());
  }

  private Row row(String name, ToDoubleFunction<AuditedPair> score) {
    Map<String, Double> right = new HashMap<>();
    Map<String, Double> clean = new HashMap<>();
    for (AuditedPair pair : pairs) {
      double value = score.applyAsDouble(pair);
      String label = pair.candidate().label();
      if (isRight(pair)) {
        right.merge(label, value, Math::max);
      } else if (!planted.containsKey(label)) {
        clean.merge(label, value, Math::max);
      }
    }
    double bound = clean.values().stream().mapToDouble(v -> v).max().orElse(0);
    double full =
        set.planted().stream()
            .mapToDouble(one -> right.getOrDefault(one.name(), Double.NEGATIVE_INFINITY))
            .min()
            .orElse(Double.NEGATIVE_INFINITY);
    long reached = clean.values().stream().filter(value -> value >= full).count();
    double precision =
        full == Double.NEGATIVE_INFINITY
            ? 0
            : (double) set.planted().size() / (set.planted().size() + reached);
    Map<PlantKind, Double> byKind = new EnumMap<>(PlantKind.class);
    for (PlantKind kind : PlantKind.values()) {
      share(set.planted().stream().filter(one -> one.kind() == kind).toList(), right, bound)
          .ifPresent(value -> byKind.put(kind, value));
    }
    return new Row(
        name, bound, byKind, share(set.planted(), right, bound).orElse(0), full, precision);
  }

  private static java.util.OptionalDouble share(
      List<PlantedClass> some, Map<String, Double> right, double bound) {
    return some.stream()
        .mapToDouble(
            one -> right.getOrDefault(one.name(), Double.NEGATIVE_INFINITY) > bound ? 1 : 0)
        .average();
  }

  /**
   * Returns what perfect inspectors find.
   *
   * @param shown the pairs of the page, in its order
   */
  public Inspection inspection(List<AuditedPair> shown) {
    Set<String> inspected = new LinkedHashSet<>();
    Set<String> found = new LinkedHashSet<>();
    int lastPair = 0;
    int lastClasses = 0;
    for (int i = 0; i < shown.size(); i++) {
      String label = shown.get(i).candidate().label();
      inspected.add(label);
      if (isRight(shown.get(i)) && found.add(label)) {
        lastPair = i + 1;
        lastClasses = inspected.size();
      }
    }
    return new Inspection(
        (double) found.size() / set.planted().size(),
        lastPair,
        lastClasses,
        (double) found.size() / Math.max(1, lastClasses));
  }

  /** Returns the planted classes of which no right pair is a candidate. */
  public List<PlantedClass> missed() {
    Set<String> found =
        pairs.stream()
            .filter(this::isRight)
            .map(pair -> pair.candidate().label())
            .collect(Collectors.toSet());
    return set.planted().stream().filter(one -> !found.contains(one.name())).toList();
  }
}
