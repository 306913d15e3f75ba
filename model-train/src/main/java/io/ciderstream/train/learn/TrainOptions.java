package io.ciderstream.train.learn;

import java.nio.file.Path;
import java.util.List;

/**
 * The options of a run besides its configuration.
 *
 * @param config the configuration file
 * @param assignments keys of the configuration to set otherwise, {@code KEY=VALUE}
 * @param data folder that the configuration's paths of data and weights begin at
 * @param run folder of the run
 * @param resume whether to resume the run in the folder
 * @param threads libtorch's threads within an operation, set for the whole process
 */
public record TrainOptions(
    Path config, List<String> assignments, Path data, Path run, boolean resume, int threads) {
  public TrainOptions {
    assignments = List.copyOf(assignments);
    if (threads < 1) {
      throw new IllegalArgumentException("threads " + threads);
    }
  }

  /** Takes the configuration as its file says. */
  public TrainOptions(Path config, Path data, Path run, boolean resume, int threads) {
    this(config, List.of(), data, run, resume, threads);
  }
}
