package io.ciderstream.evaluation;

import io.ciderstream.evaluation.metric.AveragePrecision;
import io.ciderstream.evaluation.metric.Figures;
import io.ciderstream.evaluation.metric.Protocol;
import io.ciderstream.evaluation.metric.Tally;
import io.ciderstream.evaluation.metric.Truth;
import io.ciderstream.evaluation.search.DescriptorMatrix;
import io.ciderstream.evaluation.search.ExhaustiveSearch;
import java.util.List;
import java.util.stream.IntStream;

/** Retrieval over given descriptors. Made once, used after every epoch. One thread at a time. */
public final class RowRetrieval {
  private final List<Protocol> protocols;
  private final int[] queries;
  private final int[] index;

  /**
   * Creates a row retrieval.
   *
   * @param protocols ways to judge: a truth for each of the queries, of numbers within the index
   * @param queries rows to search for
   * @param index rows to search in; may hold queries too
   */
  public RowRetrieval(List<Protocol> protocols, int[] queries, int[] index) {
    this.protocols = List.copyOf(protocols);
    this.queries = queries.clone();
    this.index = index.clone();
  }

  /**
   * Creates an evaluation by label: right is what has the query's label, but for the query itself.
   *
   * @param labels one a row
   */
  public static RowRetrieval byLabel(List<String> labels, int[] queries, int[] index) {
    return new RowRetrieval(
        List.of(
            new Protocol(
                "labels", Truth.byLabel(labels, queries, index), AveragePrecision.TRAPEZOID)),
        queries,
        index);
  }

  /** Returns the ways to judge. */
  public List<Protocol> protocols() {
    return protocols;
  }

  /**
   * Returns the figures of a model, one a protocol. As in {@link Evaluator#retrieval}, what cannot
   * be read ranks last, and has found nothing.
   *
   * @param descriptors float32 of length 1, one a row; zeros for a picture that cannot be read
   */
  public List<Figures> judge(float[][] descriptors) {
    List<Tally> tallies = protocols.stream().map(Tally::new).toList();
    if (queries.length > 0 && index.length > 0) {
      new ExhaustiveSearch()
          .run(
              pick(descriptors, queries),
              pick(descriptors, index),
              (query, scores) -> tallies.forEach(tally -> tally.add(query, scores)),
              query -> tallies.forEach(tally -> tally.addUnreadable(query)));
    }
    return tallies.stream().map(Tally::figures).toList();
  }

  private static DescriptorMatrix pick(float[][] descriptors, int[] rows) {
    return DescriptorMatrix.of(
        IntStream.of(rows).mapToObj(row -> descriptors[row]).toArray(float[][]::new));
  }
}
