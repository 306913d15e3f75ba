package io.ciderstream.trials.command;

import io.ciderstream.trials.sink.MilvusKind;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Reads the name of a Milvus server on the command line. */
final class ServerOption {
  private ServerOption() {}

  static MilvusKind named(CommandSpec spec, String name) {
    return switch (name) {
      case "lite" -> MilvusKind.LITE;
      case "2.3.5" -> MilvusKind.STANDALONE;
      default ->
          throw new ParameterException(
              spec.commandLine(), "--server is %s, but must be lite or 2.3.5.".formatted(name));
    };
  }
}
