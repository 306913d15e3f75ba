package io.ciderstream.evaluation.metric;

import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Judges queries one by one by one protocol. One thread. */
public final class Tally {
  private static final int[] CUTOFFS = {1, 5, 10};

  private final Protocol protocol;
  private final Double[] averagePrecisions;
  private final double[] precisionSums = new double[CUTOFFS.length];
  private int counted;

  /** Creates a tally of no queries: each is as if it had no right answer. */
  public Tally(Protocol protocol) {
    this.protocol = protocol;
    this.averagePrecisions = new Double[protocol.truths().size()];
    Arrays.fill(averagePrecisions, Double.NaN);
  }

  /**
   * Judges a query; does nothing if it has no right answer.
   *
   * @param scores one a row of the index, none NaN
   */
  public void add(int query, float[] scores) {
    Truth truth = protocol.truths().get(query);
    if (!truth.isEmpty()) {
      int[] ranks = Ranks.of(scores, truth);
      averagePrecisions[query] = protocol.scoring().of(ranks);
      for (int i = 0; i < CUTOFFS.length; i++) {
        precisionSums[i] += AveragePrecision.precisionAt(CUTOFFS[i], ranks);
      }
      counted++;
    }
  }

  /** Counts a query whose picture cannot be read as having found nothing. */
  public void addUnreadable(int query) {
    if (!protocol.truths().get(query).isEmpty()) {
      averagePrecisions[query] = 0.0;
      counted++;
    }
  }

  /** Returns the figures so far. */
  public Figures figures() {
    SequencedMap<Integer, Double> precision = new TreeMap<>();
    for (int i = 0; i < CUTOFFS.length; i++) {
      precision.put(CUTOFFS[i], precisionSums[i] / counted);
    }
    return new Figures(protocol.name(), List.of(averagePrecisions), precision);
  }
}
