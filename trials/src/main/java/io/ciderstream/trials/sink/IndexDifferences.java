package io.ciderstream.trials.sink;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The differences between an index and the topic.
 *
 * @param rows expected from the topic
 * @param missing keys without a row
 * @param surplus rows whose key is deleted, was never written, or came twice
 * @param stale rows that are not their key's last
 * @param damaged rows with another vector than was written
 */
public record IndexDifferences(long rows, long missing, long surplus, long stale, long damaged) {
  /** Returns whether there is no difference. */
  public boolean same() {
    return missing == 0 && surplus == 0 && stale == 0 && damaged == 0;
  }

  /** Collects rows, then compares. */
  static final class Comparison {
    private static final float TOLERANCE = 1e-5f;

    private final Workload workload;
    private final Map<String, Long> left;
    private final long rows;
    private long surplus;
    private long stale;
    private long damaged;

    /**
     * Creates a comparison.
     *
     * @param truth the number of each key's last update
     */
    Comparison(Workload workload, Map<String, Long> truth) {
      this.workload = workload;
      this.left = new HashMap<>(truth);
      this.rows = truth.size();
    }

    void row(String key, long number, float[] vector) {
      row(key, number, vector, written -> written);
    }

    /**
     * Compares a row.
     *
     * @param stored what the index makes of a written vector
     */
    void row(String key, long number, float[] vector, UnaryOperator<float[]> stored) {
      Long expected = left.remove(key);
      if (expected == null) {
        surplus++;
      } else if (expected != number) {
        stale++;
      } else if (!isStored(workload.update(number).vector(), stored, vector)) {
        damaged++;
      }
    }

    IndexDifferences findings() {
      return new IndexDifferences(rows, left.size(), surplus, stale, damaged);
    }

    private static boolean isStored(float[] written, UnaryOperator<float[]> stored, float[] found) {
      return written != null && near(stored.apply(written), found);
    }

    private static boolean near(float[] expected, float[] found) {
      if (expected.length != found.length) {
        return false;
      }
      for (int i = 0; i < expected.length; i++) {
        if (Math.abs(expected[i] - found[i]) > TOLERANCE) {
          return false;
        }
      }
      return true;
    }
  }
}
