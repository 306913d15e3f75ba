package io.ciderstream.evaluation.truth;

import io.ciderstream.evaluation.feature.EvaluationImage;
import io.ciderstream.evaluation.metric.Protocol;
import java.util.List;

/**
 * Queries, what is searched, and what should be found.
 *
 * @param queries to search for
 * @param index to search in; further pictures may follow that are never right answers
 * @param protocols ways to judge, each with a truth for every query
 */
public record RetrievalSet(
    List<EvaluationImage> queries, List<EvaluationImage> index, List<Protocol> protocols) {
  /**
   * Checks that the protocols fit.
   *
   * @throws IllegalArgumentException if one has another number of queries, or names a row that the
   *     index lacks
   */
  public RetrievalSet {
    queries = List.copyOf(queries);
    index = List.copyOf(index);
    protocols = List.copyOf(protocols);
    for (Protocol protocol : protocols) {
      int largest = protocol.truths().stream().mapToInt(truth -> truth.largest()).max().orElse(-1);
      if (protocol.truths().size() != queries.size() || largest >= index.size()) {
        throw new IllegalArgumentException(
            "%s judges %d queries and names row %d, but there are %d and %d rows"
                .formatted(
                    protocol.name(),
                    protocol.truths().size(),
                    largest,
                    queries.size(),
                    index.size()));
      }
    }
  }
}
