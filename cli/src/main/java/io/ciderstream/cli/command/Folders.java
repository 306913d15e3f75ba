package io.ciderstream.cli.command;

import io.ciderstream.cli.samples.SampleSet;
import java.nio.file.Path;

/** Folders that users name, or leave out. */
final class Folders {
  private Folders() {}

  /** Returns the folder given, or the bundled photographs if it is null. */
  static Path orSamples(Path given) {
    return given == null
        ? SampleSet.pictures(SampleSet.inHome())
        : given.toAbsolutePath().normalize();
  }
}
