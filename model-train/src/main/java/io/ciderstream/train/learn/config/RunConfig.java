package io.ciderstream.train.learn.config;

import java.util.Optional;

/**
 * Where and how a run runs.
 *
 * @param device where the network computes
 * @param precision of the network; losses and weights are float32 always
 * @param checkpointSteps after how many steps a checkpoint is written, besides after each epoch
 * @param keepCheckpoints how many of the newest checkpoints are kept, 1 or more
 * @param best name of the figure whose best network is kept; empty: the first figure of the first
 *     evaluation
 */
public record RunConfig(
    Compute device,
    Precision precision,
    int checkpointSteps,
    int keepCheckpoints,
    Optional<String> best) {
  /** Where to compute. */
  public enum Compute {
    /** CUDA where there is one. */
    AUTO,
    CPU,
    CUDA
  }

  /** Of activations. */
  public enum Precision {
    /** bfloat16 on CUDA, float32 elsewhere. */
    AUTO,
    FLOAT32,
    BFLOAT16
  }
}
