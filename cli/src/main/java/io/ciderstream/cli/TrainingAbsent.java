package io.ciderstream.cli;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;

/** Says in a sentence that a build without libtorch, such as the image, does not train. */
final class TrainingAbsent implements IExecutionStrategy {
  private static final String LIBTORCH = "org/bytedeco/pytorch/";

  private final IExecutionStrategy execution = new CommandLine.RunLast();

  @Override
  public int execute(ParseResult parsed) {
    try {
      return execution.execute(parsed);
    } catch (NoClassDefFoundError e) {
      if (e.getMessage() == null || !e.getMessage().contains(LIBTORCH)) {
        throw e;
      }
      parsed
          .commandSpec()
          .commandLine()
          .getErr()
          .println(
              "cider: This build serves and does not train, as libtorch is not in it; run the"
                  + " command from a checkout of cider-stream.");
      return CommandLine.ExitCode.SOFTWARE;
    }
  }
}
