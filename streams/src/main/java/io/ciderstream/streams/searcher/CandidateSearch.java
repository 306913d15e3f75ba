package io.ciderstream.streams.searcher;

import io.ciderstream.index.Consistency;
import io.ciderstream.index.Match;
import io.ciderstream.index.Row;
import io.ciderstream.index.SearchRequest;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.QueryLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Finds the candidates of a query: searches with each of its vectors, merges what they find, and
 * leaves out what the query excludes. Whatever the server can do, groups are made here, from as
 * many rows as are needed and no more than {@link QueryLimits#MAX_TOP_K}. Safe for use by several
 * threads.
 */
final class CandidateSearch {
  /** How many times the rows of a search grow while there are too few groups. */
  private static final int GROWTH = 4;

  private final IndexCalls index;

  CandidateSearch(IndexCalls index) {
    this.index = index;
  }

  /**
   * One query's search.
   *
   * @param excluded images that are no matches
   */
  private record Search(
      Question question,
      ResolvedQuery resolved,
      Set<ImageId> excluded,
      Consistency consistency,
      Limits limits) {}

  /**
   * What a search of the index found.
   *
   * @param matches that the query accepts, best first
   * @param more whether a larger search can find more of them
   */
  private record Found(List<RankedMatch> matches, boolean more) {}

  /**
   * Returns the candidates, best first, and before them the image that is searched with. There are
   * as many as the page needs and as are to be verified, as far as the index has them.
   */
  List<RankedMatch> find(
      Question question, ResolvedQuery resolved, Consistency consistency, Limits limits)
      throws InterruptedException {
    Search search = new Search(question, resolved, question.excluded(), consistency, limits);
    int candidates = question.candidates();
    boolean grouped = question.selection().groupBy().isPresent();
    int rows =
        grouped
            ? Math.max(candidates, Math.min(QueryLimits.MAX_TOP_K, GROWTH * question.page().end()))
            : candidates;
    while (true) {
      Found found = find(search, rows);
      List<RankedMatch> matches =
          resolved.own().isPresent()
              ? withOwn(search, resolved.own().get(), found.matches())
              : found.matches();
      if (!grouped
          || !found.more()
          || rows >= QueryLimits.MAX_TOP_K
          || MatchGroups.count(question.selection(), matches) >= question.page().end()) {
        return matches;
      }
      rows = Math.min(QueryLimits.MAX_TOP_K, GROWTH * rows);
    }
  }

  private Found find(Search search, int rows) throws InterruptedException {
    int requested = rows + search.excluded().size();
    List<List<Match>> found = new ArrayList<>();
    for (float[] vector : search.resolved().vectors()) {
      found.add(search(search, vector, requested));
    }
    Question.Selection selection = search.question().selection();
    boolean more =
        found.stream()
            .anyMatch(
                matches ->
                    matches.size() >= requested && selection.accepts(matches.getLast().score()));
    List<RankedMatch> accepted =
        merged(found).stream()
            .filter(match -> selection.accepts(match.score()))
            .filter(match -> !search.excluded().contains(match.row().id()))
            .limit(rows)
            .toList();
    return new Found(accepted, more);
  }

  private List<Match> search(Search search, float[] vector, int rows) throws InterruptedException {
    Duration left = search.limits().left();
    int verify = search.question().verify();
    SearchRequest request =
        new SearchRequest(
            vector,
            rows,
            search.question().selection().filter(),
            search.consistency(),
            left,
            verify == 0 ? 0 : verify + search.excluded().size());
    return index.call(search.consistency(), reader -> reader.search(request), left);
  }

  /** Returns each row once, with its best score and the vector that gave it. */
  private static List<RankedMatch> merged(List<List<Match>> found) {
    if (found.size() == 1) {
      return found.getFirst().stream().map(RankedMatch::unchecked).toList();
    }
    Map<ImageId, RankedMatch> best = new LinkedHashMap<>();
    for (int i = 0; i < found.size(); i++) {
      OptionalInt queryIndex = OptionalInt.of(i);
      for (Match match : found.get(i)) {
        best.merge(
            match.row().id(),
            RankedMatch.unchecked(match).withQueryIndex(queryIndex),
            (one, other) -> other.score() > one.score() ? other : one);
      }
    }
    return best.values().stream()
        .sorted(Comparator.comparingDouble(match -> -match.score()))
        .toList();
  }

  /**
   * Returns the matches with the image itself first, which an approximate search may have missed.
   */
  private List<RankedMatch> withOwn(Search search, Row own, List<RankedMatch> matches)
      throws InterruptedException {
    boolean passes =
        OwnImage.in(matches, own).isPresent()
            || index.call(
                search.consistency(),
                reader ->
                    reader.passes(
                        own.id(), search.question().selection().filter(), search.consistency()),
                search.limits().left());
    return passes ? OwnImage.inserted(matches, own) : matches;
  }
}
