package io.ciderstream.overlap.result;

import io.ciderstream.overlap.folder.AuditedPair;
import io.ciderstream.overlap.review.Mark;
import io.ciderstream.overlap.review.Marks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The classes to exclude from a training set. One inspector who says "same" about one pair is
 * enough (Song et al., CVPR 2024, section 3). A rule can decide about the pairs that nobody has
 * marked.
 *
 * @param removed the evidence by class, the most suspicious pair first
 */
public record Decisions(Map<String, List<Evidence>> removed) {
  /**
   * Decides.
   *
   * @param automatic decides about pairs that nobody marked
   */
  public static Decisions of(List<AuditedPair> pairs, Marks marks, AutomaticRule automatic) {
    Map<String, List<Evidence>> removed = new TreeMap<>();
    pairs.stream()
        .sorted(AuditedPair.MOST_SUSPICIOUS)
        .forEach(
            pair -> {
              String id = pair.candidate().id();
              List<String> same = marks.inspectors(id, Mark.SAME);
              boolean marked = !same.isEmpty() || !marks.inspectors(id, Mark.DIFFERENT).isEmpty();
              if (!same.isEmpty() || !marked && automatic.decides(pair)) {
                removed
                    .computeIfAbsent(pair.candidate().label(), any -> new ArrayList<>())
                    .add(new Evidence(pair, same));
              }
            });
    return new Decisions(removed);
  }

  /** Returns how many evaluation pictures show an excluded class. */
  public long touchedQueries() {
    return removed.values().stream()
        .flatMap(List::stream)
        .map(evidence -> evidence.pair().candidate().query())
        .distinct()
        .count();
  }
}
