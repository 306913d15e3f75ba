package io.ciderstream.evaluation.metric;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The figures of a protocol.
 *
 * @param name of the protocol
 * @param averagePrecisions 0 to 1, one a query, in their order; NaN for a query without a right
 *     answer
 * @param precisionAt mean precision, 0 to 1, by the number of first answers it counts
 */
public record Figures(
    String name, List<Double> averagePrecisions, SequencedMap<Integer, Double> precisionAt) {
  public Figures {
    averagePrecisions = List.copyOf(averagePrecisions);
    precisionAt = Collections.unmodifiableSequencedMap(new TreeMap<>(precisionAt));
  }

  /** Returns how many queries have a right answer. */
  public int queries() {
    return (int) averagePrecisions.stream().filter(ap -> !ap.isNaN()).count();
  }

  /**
   * Returns the mean average precision over the queries with a right answer, 0 to 1; NaN if none
   * has.
   */
  public double map() {
    return map(query -> true);
  }

  /** Returns the mean average precision over some of the queries. */
  public double map(IntPredicate selected) {
    double[] counted =
        IntStream.range(0, averagePrecisions.size())
            .filter(selected)
            .mapToDouble(averagePrecisions::get)
            .filter(ap -> !Double.isNaN(ap))
            .toArray();
    return Arrays.stream(counted).average().orElse(Double.NaN);
  }
}
