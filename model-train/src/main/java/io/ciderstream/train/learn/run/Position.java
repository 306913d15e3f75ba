package io.ciderstream.train.learn.run;

import java.util.Comparator;

/**
 * How far a run has come.
 *
 * @param stage counted from 0
 * @param step steps done in this stage
 */
public record Position(int stage, long step) implements Comparable<Position> {
  /** Where a run begins. */
  public static final Position START = new Position(0, 0);

  public Position {
    if (stage < 0 || step < 0) {
      throw new IllegalArgumentException("stage %d, step %d".formatted(stage, step));
    }
  }

  @Override
  public int compareTo(Position other) {
    return Comparator.comparingInt(Position::stage)
        .thenComparingLong(Position::step)
        .compare(this, other);
  }
}
