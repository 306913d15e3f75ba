package io.ciderstream.train.evaluate;

import io.ciderstream.train.evaluate.metric.Figures;
import io.ciderstream.train.evaluate.metric.Protocol;
import io.ciderstream.train.evaluate.metric.Scoring;
import io.ciderstream.train.evaluate.metric.Tally;
import io.ciderstream.train.evaluate.search.Descriptors;
import io.ciderstream.train.evaluate.search.ExhaustiveSearch;
import io.ciderstream.train.evaluate.truth.LabelTruths;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Retrieval by label over descriptors at hand: right is what carries the query's label, but for the
 * query itself. Made once, used after every epoch. One thread at a time.
 */
public final class LabelRetrieval {
  private final int[] queries;
  private final int[] index;
  private final Protocol protocol;

  /**
   * @param labels one a row
   * @param queries rows to search for
   * @param index rows to search in; may hold queries too
   */
  public LabelRetrieval(List<String> labels, int[] queries, int[] index) {
    this.queries = queries.clone();
    this.index = index.clone();
    this.protocol =
        new Protocol("labels", LabelTruths.of(labels, queries, index), Scoring.TRAPEZOID);
  }

  /**
   * By splits.
   *
   * @param labels one a row
   * @param splits one a row
   * @param querySplits whose rows are searched for
   * @param indexSplits whose rows are searched; with the same splits each row is searched for among
   *     the others
   */
  public static LabelRetrieval ofSplits(
      List<String> labels, List<String> splits, Set<String> querySplits, Set<String> indexSplits) {
    return new LabelRetrieval(labels, rows(splits, querySplits), rows(splits, indexSplits));
  }

  private static int[] rows(List<String> splits, Set<String> wanted) {
    return IntStream.range(0, splits.size())
        .filter(row -> wanted.contains(splits.get(row)))
        .toArray();
  }

  /** The rows that are searched for, in the order of the figures. */
  public int[] queries() {
    return queries.clone();
  }

  /**
   * The figures of a model. As in {@link Evaluator#retrieval}, what cannot be read ranks last, and
   * has found nothing.
   *
   * @param descriptors float32 of length 1, one a row, in the order of the labels; zeros for a
   *     picture that cannot be read
   */
  public Figures judge(float[][] descriptors) {
    Tally tally = new Tally(protocol);
    if (queries.length > 0 && index.length > 0) {
      Descriptors asked = pick(descriptors, queries);
      BitSet missing = asked.missing();
      new ExhaustiveSearch()
          .run(
              asked,
              pick(descriptors, index),
              (query, scores) -> {
                if (missing.get(query)) {
                  tally.addUnreadable(query);
                } else {
                  tally.add(query, scores);
                }
              });
    }
    return tally.figures();
  }

  private static Descriptors pick(float[][] descriptors, int[] rows) {
    return Descriptors.of(
        IntStream.of(rows).mapToObj(row -> descriptors[row]).toArray(float[][]::new));
  }
}
