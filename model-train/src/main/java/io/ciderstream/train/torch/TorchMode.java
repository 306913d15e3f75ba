package io.ciderstream.train.torch;

import java.util.function.Predicate;

/** The mode in which a network is computed: to serve or to train. */
public sealed interface TorchMode {
  /** To serve: stored statistics, hard masks. */
  record Inference() implements TorchMode {}

  /**
   * To learn.
   *
   * @param batchStatistics names of the batch normalisations that take mean and variance from the
   *     batch and move their stored ones by {@value #MOMENTUM}; the others stay as they are stored
   * @param sharpening factor of every mask's sharpness, more than 0; a loop may raise it from 1
   */
  record Training(Predicate<String> batchStatistics, double sharpening) implements TorchMode {
    /** How far stored statistics move towards those of a batch. */
    public static final double MOMENTUM = 0.1;

    public Training {
      if (!(sharpening > 0)) {
        throw new IllegalArgumentException("sharpening " + sharpening);
      }
    }
  }
}
