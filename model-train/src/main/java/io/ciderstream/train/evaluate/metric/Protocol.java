package io.ciderstream.train.evaluate.metric;

import java.util.List;

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
}
