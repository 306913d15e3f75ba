package io.ciderstream.streams.searcher;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Groups matches by a metadata value. Numbers are equal by value, as in filters: 12 and 12.0 are
 * one group, the text "12" is another one. A match without the name forms a separate group.
 */
final class MatchGroups {
  private MatchGroups() {}

  /** Returns the first match of each group, in their order; all if the query does not group. */
  static List<RankedMatch> first(Question.Selection selection, List<RankedMatch> matches) {
    if (selection.groupBy().isEmpty()) {
      return matches;
    }
    Set<Object> seen = new HashSet<>();
    return matches.stream()
        .filter(match -> seen.add(group(selection.groupBy().get(), match)))
        .toList();
  }

  /** Returns how many groups there are. */
  static int count(Question.Selection selection, List<RankedMatch> matches) {
    return first(selection, matches).size();
  }

  private static Object group(String name, RankedMatch match) {
    Object value = match.row().metadata().get(name);
    return switch (value) {
      case null -> match.row().id();
      case Number number -> new BigDecimal(number.toString()).stripTrailingZeros();
      default -> value;
    };
  }
}
