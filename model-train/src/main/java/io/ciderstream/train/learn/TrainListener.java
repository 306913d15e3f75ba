package io.ciderstream.train.learn;

import io.ciderstream.train.learn.report.StepFigures;

/** Receives the progress of a run. On the training thread, except for bad pictures. */
public interface TrainListener {
  /** Reports what is being done. Any thread. */
  void say(String text);

  /**
   * Reports a step.
   *
   * @param stage name of the stage
   * @param done steps of the stage so far
   * @param all steps of the stage
   */
  void step(String stage, StepFigures figures, long done, long all);
}
