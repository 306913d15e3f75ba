package io.ciderstream.train.learn.run;

import java.util.Comparator;

/**
 * How far a run has come.
 *
 * @param stage counted from 0
 * @param step steps done in this stage
 */
public record RunPosition(int stage, long step) implements Comparable<RunPosition> {
  /** The start of a run. */
  public static final RunPosition START = new RunPosition(0, 0);

  public RunPosition {
    if (stage < 0 || step < 0) {
      throw new IllegalArgumentException("stage %d, step %d".formatted(stage, step));
    }
  }

  @Override
  public int compareTo(RunPosition other) {
    return Comparator.comparingInt(RunPosition::stage)
        .thenComparingLong(RunPosition::step)
        .compare(this, other);
  }
}
