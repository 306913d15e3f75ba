package io.ciderstream.trials.command;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The folder of a benchmark's pictures on the command line. */
final class BenchFolder {
  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "Pictures to make the JPEGs from.")
  private Path path;

  /** Returns the folder, or null for the sample pictures. */
  Path path() {
    return path;
  }
}
