package io.ciderstream.train.learn.report;

/**
 * One step.
 *
 * @param stage counted from 0
 * @param step counted from 0 within the stage
 * @param epoch counted from 0 within the stage
 * @param loss all of it
 * @param accuracy 0..1
 * @param rate highest learning rate
 * @param gradient length before it was clipped
 * @param seconds it took
 * @param pictures it saw
 * @param waited seconds of them in which it waited for pictures
 */
public record StepFigures(
    int stage,
    long step,
    long epoch,
    double loss,
    double accuracy,
    double rate,
    double gradient,
    double seconds,
    int pictures,
    double waited) {}
