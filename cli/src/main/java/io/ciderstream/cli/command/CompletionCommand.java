package io.ciderstream.cli.command;

import io.ciderstream.terminal.CommandOutput;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cider completion}. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = "Prints a script that lets bash or zsh complete commands and options.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(./cider completion)",
      "  ./cider completion > ~/.local/share/bash-completion/completions/cider"
    })
public final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    new CommandOutput(spec).print("%s", AutoComplete.bash("cider", spec.root().commandLine()));
    return 0;
  }
}
