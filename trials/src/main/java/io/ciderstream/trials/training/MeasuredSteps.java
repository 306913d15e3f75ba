package io.ciderstream.trials.training;

import java.util.List;

/** A program that takes training steps, one after the other. */
interface MeasuredSteps extends AutoCloseable {
  /**
   * Steps that were taken.
   *
   * @param seconds of one step, on average
   * @param losses of each step
   */
  record Taken(double seconds, List<Double> losses) {
    public Taken {
      losses = List.copyOf(losses);
    }
  }

  /** Returns the name in the report. */
  String name();

  /** Takes the next steps. */
  Taken take(int count);

  @Override
  void close();
}
