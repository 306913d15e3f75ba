package io.ciderstream.trials.command;

import io.ciderstream.terminal.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a benchmark of accuracy keeps what it extracts, on the command line. */
final class BenchCache {
  @Option(
      names = "--cache",
      paramLabel = "FOLDER",
      description = "Keep descriptors and local features here, for another run of the same model.")
  private Path cache;

  /** Measures with a folder for descriptors and local features. */
  interface Measurement<T> {
    /** Returns the figures. */
    T in(Path folder) throws IOException;
  }

  /** Measures in the folder of the command line, or in a temporary one. */
  <T> T measure(Measurement<T> measurement) throws IOException {
    if (cache != null) {
      return measurement.in(cache);
    }
    try (TemporaryFolder folder = TemporaryFolder.make("cider-bench-")) {
      return measurement.in(folder.path());
    }
  }
}
