package io.ciderstream.train.learn;

import io.ciderstream.train.learn.report.StepFigures;
import io.ciderstream.train.learn.run.RunPosition;

/** What a run does after its steps and epochs besides learning. */
interface RunProgress {
  /**
   * Reports a step.
   *
   * @param done steps of the stage so far
   * @param all steps of the stage
   */
  void step(String stage, StepFigures figures, long done, long all);

  /**
   * Measures unless this position was measured before the run was resumed.
   *
   * @return as {@link #measure} does
   */
  boolean measureOnce(RunPosition position);

  /**
   * Measures the network as it is.
   *
   * @return whether its stage has not become better for so long that it is to end
   */
  boolean measure(RunPosition position);
}
