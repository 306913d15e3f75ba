package io.ciderstream.train.learn;

import io.ciderstream.train.learn.report.StepFigures;

/** Hears how a run goes. On the training thread, but for bad pictures. */
public interface TrainListener {
  /** A line about what is being done. Any thread. */
  void say(String text);

  /**
   * A step was made.
   *
   * @param stage name of the stage
   * @param done steps of the stage so far
   * @param all steps of the stage
   */
  void step(String stage, StepFigures figures, long done, long all);
}
