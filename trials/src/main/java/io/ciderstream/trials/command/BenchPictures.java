package io.ciderstream.trials.command;

import io.ciderstream.terminal.Arguments;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the benchmarks of pictures have in common on the command line. */
final class BenchPictures {
  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "Pictures to make the JPEGs from.")
  private Path folder;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "How often to measure; medians count (default: ${DEFAULT-VALUE}).")
  private int rounds;

  /** Returns the folder, or null for the sample pictures. */
  Path folder() {
    return folder;
  }

  /** Returns how often to measure. */
  int rounds() {
    return rounds;
  }

  /** Rejects a number of rounds below 1. */
  void check() {
    Arguments.atLeast("--rounds", rounds, 1);
  }
}
