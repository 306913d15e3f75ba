package io.ciderstream.overlap.plant;

import io.ciderstream.overlap.folder.AuditedPair;
import io.ciderstream.overlap.verify.PairMatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Measures what an audit of a planted set finds. */
public final class PlantMeasure {
  private static final double PRECISION = 0.9;

  private final PlantedSet set;
  private final List<AuditedPair> pairs;
  private final Map<String, PlantedClass> planted;
  private final Set<String> hidden;
  private final Predicate<String> measured;

  /**
   * Creates a measure of all labels.
   *
   * @param pairs all pairs of the audit
   */
  public PlantMeasure(PlantedSet set, List<AuditedPair> pairs) {
    this(set, pairs, label -> true);
  }

  /**
   * Creates a measure of some labels, as if there were no evaluation pictures of others.
   *
   * @param pairs all pairs of the audit
   * @param measured the evaluation labels to measure
   */
  public PlantMeasure(PlantedSet set, List<AuditedPair> pairs, Predicate<String> measured) {
    this.set = set;
    this.measured = measured;
    this.pairs = pairs.stream().filter(this::isMeasured).toList();
    this.planted = new LinkedHashMap<>();
    set.planted().stream()
        .filter(one -> measured.test(one.label()))
        .forEach(one -> planted.put(one.name(), one));
    this.hidden = set.planted().stream().map(PlantedClass::name).collect(Collectors.toSet());
  }

  /**
   * What a score finds: a class is excluded if one of its pairs reaches a bound.
   *
   * @param score its name
   * @param pure share of the planted classes above every class that hides nothing
   * @param bound the lowest score at which at least 90% of the classes that reach it hide something
   * @param recall share of the planted classes that reach it
   * @param kinds the same, by what is hidden
   * @param fullBound the score that every planted class reaches; minus infinity if one is no
   *     candidate
   * @param fullPrecision planted classes by all classes that reach it
   */
  public record Row(
      String score,
      double pure,
      double bound,
      double recall,
      Map<PlantKind, Double> kinds,
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

  private boolean isMeasured(AuditedPair pair) {
    return measured.test(set.labels().get(pair.candidate().query()));
  }

  /**
   * Returns whether a pair shows what is hidden in its class; a planted class is found by nothing
   * else.
   */
  public boolean isRight(AuditedPair pair) {
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
      } else if (!hidden.contains(label)) {
        clean.merge(label, value, Math::max);
      }
    }
    double full =
        planted.keySet().stream()
            .mapToDouble(label -> right.getOrDefault(label, Double.NEGATIVE_INFINITY))
            .min()
            .orElse(Double.NEGATIVE_INFINITY);
    double bound =
        right.values().stream()
            .filter(value -> precision(right, clean, value) >= PRECISION)
            .min(Comparator.naturalOrder())
            .orElse(Double.POSITIVE_INFINITY);
    Map<PlantKind, Double> kinds = new EnumMap<>(PlantKind.class);
    for (PlantKind kind : PlantKind.values()) {
      share(right, bound, one -> one.kind() == kind).ifPresent(value -> kinds.put(kind, value));
    }
    double highest = clean.values().stream().mapToDouble(v -> v).max().orElse(-1);
    return new Row(
        name,
        share(right, Math.nextUp(highest), one -> true).orElse(0),
        bound,
        share(right, bound, one -> true).orElse(0),
        kinds,
        full,
        full == Double.NEGATIVE_INFINITY ? 0 : precision(right, clean, full));
  }

  private static double precision(
      Map<String, Double> right, Map<String, Double> clean, double bound) {
    double found = right.values().stream().filter(value -> value >= bound).count();
    return found / (found + clean.values().stream().filter(value -> value >= bound).count());
  }

  private OptionalDouble share(
      Map<String, Double> right, double bound, Predicate<PlantedClass> counted) {
    return planted.values().stream()
        .filter(counted)
        .mapToDouble(
            one -> right.getOrDefault(one.name(), Double.NEGATIVE_INFINITY) >= bound ? 1 : 0)
        .average();
  }

  /**
   * Returns what perfect inspectors find.
   *
   * @param shown pairs in the order in which they are inspected, as a page has them
   */
  public Inspection inspection(List<AuditedPair> shown) {
    Set<String> inspected = new LinkedHashSet<>();
    Set<String> found = new LinkedHashSet<>();
    int lastPair = 0;
    int lastClasses = 0;
    int inspectedPairs = 0;
    for (AuditedPair pair : shown) {
      if (!isMeasured(pair)) {
        continue;
      }
      inspectedPairs++;
      String label = pair.candidate().label();
      inspected.add(label);
      if (isRight(pair) && found.add(label)) {
        lastPair = inspectedPairs;
        lastClasses = inspected.size();
      }
    }
    return new Inspection(
        (double) found.size() / planted.size(),
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
    return planted.values().stream().filter(one -> !found.contains(one.name())).toList();
  }
}
