/**
 * Training steps compared with PyTorch, and the start of a training with many pictures: enter at
 * {@link io.ciderstream.trials.training.StepBench}. One thread, which computes.
 */
package io.ciderstream.trials.training;
