package io.ciderstream.cli.command;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/**
 * How this process was started.
 *
 * @param mainClass its class
 * @param arguments what follows it on the command line
 */
record TrainProgram(String mainClass, List<String> arguments) {
  TrainProgram {
    arguments = List.copyOf(arguments);
  }

  static TrainProgram of(CommandSpec spec) {
    CommandSpec root = spec.root();
    return new TrainProgram(
        root.userObject().getClass().getName(), root.commandLine().getParseResult().originalArgs());
  }
}
