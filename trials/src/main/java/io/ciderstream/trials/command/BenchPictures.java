package io.ciderstream.trials.command;

import io.ciderstream.terminal.Arguments;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the benchmarks of pictures have in common on the command line. */
final class BenchPictures {
  @Mixin private BenchFolder folder;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "How often to measure; medians count (default: ${DEFAULT-VALUE}).")
  private int rounds;

  /** Returns the folder, or null for the sample pictures. */
  Path folder() {
    return folder.path();
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
