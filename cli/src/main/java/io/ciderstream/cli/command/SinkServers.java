package io.ciderstream.cli.command;

import io.ciderstream.cli.sink.TrialMilvus;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The names of the two Milvus servers on the command line. */
final class SinkServers {
  private SinkServers() {}

  static TrialMilvus.Kind named(CommandSpec spec, String name) {
    return switch (name) {
      case "lite" -> TrialMilvus.Kind.LITE;
      case "2.3.5" -> TrialMilvus.Kind.STANDALONE;
      default ->
          throw new ParameterException(
              spec.commandLine(), "--server is %s, but must be lite or 2.3.5.".formatted(name));
    };
  }
}
