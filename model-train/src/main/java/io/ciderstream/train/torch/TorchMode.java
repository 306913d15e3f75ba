package io.ciderstream.train.torch;

import java.util.Optional;
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
   * @param shared computes the statistics of a batch that other processes have a part of
   */
  record Training(
      Predicate<String> batchStatistics, double sharpening, Optional<SharedStatistics> shared)
      implements TorchMode {
    /** How far stored statistics move towards those of a batch. */
    public static final double MOMENTUM = 0.1;

    /** Takes statistics from the batch of this process alone. */
    public Training(Predicate<String> batchStatistics, double sharpening) {
      this(batchStatistics, sharpening, Optional.empty());
    }

    public Training {
      if (!(sharpening > 0)) {
        throw new IllegalArgumentException("sharpening " + sharpening);
      }
    }
  }
}
