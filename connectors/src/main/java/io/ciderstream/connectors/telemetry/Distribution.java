package io.ciderstream.connectors.telemetry;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts values in buckets whose bounds grow by a factor of 2^(1/4), so that a quantile is at most
 * 19 % too high. Safe for use by several threads.
 */
final class Distribution {
  private static final int PER_DOUBLING = 4;
  private static final int BUCKETS = 40 * PER_DOUBLING;

  private final double smallest;
  private final AtomicLongArray buckets = new AtomicLongArray(BUCKETS);
  private final LongAdder count = new LongAdder();
  private final DoubleAdder total = new DoubleAdder();

  /**
   * Creates a distribution.
   *
   * @param smallest bound of the first bucket, above 0
   */
  Distribution(double smallest) {
    this.smallest = smallest;
  }

  void add(double value) {
    double doublings = Math.log(Math.max(value, smallest) / smallest) / Math.log(2);
    int bucket = (int) Math.ceil(doublings * PER_DOUBLING - 1e-9);
    buckets.incrementAndGet(Math.min(bucket, BUCKETS - 1));
    count.increment();
    total.add(value);
  }

  long count() {
    return count.sum();
  }

  double total() {
    return total.sum();
  }

  /**
   * Returns an upper bound of this share of the values; 0 without values.
   *
   * @param share 0 to 1
   */
  double quantile(double share) {
    long all = 0;
    for (int i = 0; i < BUCKETS; i++) {
      all += buckets.get(i);
    }
    long rank = (long) Math.ceil(share * all);
    long seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += buckets.get(i);
      if (seen > 0 && seen >= rank) {
        return smallest * Math.pow(2, (double) i / PER_DOUBLING);
      }
    }
    return 0;
  }
}
