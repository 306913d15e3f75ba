package io.ciderstream.train.learn.report;

import io.ciderstream.train.learn.loss.LossParts;

/**
 * One step.
 *
 * @param stage counted from 0
 * @param step counted from 0 within the stage
 * @param epoch counted from 0 within the stage
 * @param parts of the loss
 * @param accuracy 0..1
 * @param rate highest learning rate
 * @param gradient length before it was clipped
 * @param seconds it took
 * @param pictures it saw
 * @param waited seconds of them in which it waited for pictures
 * @param resident megabytes of the process at its end; 0 where that is not known
 */
public record StepFigures(
    int stage,
    long step,
    long epoch,
    LossParts parts,
    double accuracy,
    double rate,
    double gradient,
    double seconds,
    int pictures,
    double waited,
    double resident) {
  /** Returns the whole loss. */
  public double loss() {
    return parts.total();
  }

  /** Returns pictures a second. */
  public double speed() {
    return seconds > 0 ? pictures / seconds : 0;
  }
}
