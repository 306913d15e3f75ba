package io.ciderstream.cli.command;

import io.ciderstream.cli.samples.SampleSet;
import io.ciderstream.servers.ServerHome;
import java.nio.file.Path;

/** Folders that users name, or leave out. */
final class Folders {
  private Folders() {}

  /** The folder given; the sample set, made when needed, if it is null. */
  static Path orSamples(Path given) {
    return given == null
        ? SampleSet.prepare(ServerHome.fromSystemProperty().path().resolve("samples"))
        : given.toAbsolutePath().normalize();
  }
}
