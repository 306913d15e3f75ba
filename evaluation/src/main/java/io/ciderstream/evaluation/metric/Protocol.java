package io.ciderstream.evaluation.metric;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * One way to judge all queries of a set.
 *
 * @param name such as {@code hard}
 * @param truths one a query, in their order; an empty one leaves the query out
 * @param scoring from ranks to average precision
 */
public record Protocol(String name, List<Truth> truths, AveragePrecision scoring) {
  public Protocol {
    truths = List.copyOf(truths);
  }

  /** Returns a protocol that judges only the queries whose number passes. */
  public static Protocol of(
      String name, List<Truth> truths, IntPredicate queries, AveragePrecision scoring) {
    return new Protocol(
        name,
        IntStream.range(0, truths.size())
            .mapToObj(query -> queries.test(query) ? truths.get(query) : Truth.NONE)
            .toList(),
        scoring);
  }
}
