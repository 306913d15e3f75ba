package io.ciderstream.cli.command;

import io.ciderstream.terminal.ArgumentException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cider help}. */
@Command(
    name = "help",
    mixinStandardHelpOptions = true,
    description = "Prints the help of ./cider or of a command, as --help does.",
    footerHeading = "%nExamples:%n",
    footer = {"  ./cider help", "  ./cider help bench sink"})
public final class HelpCommand implements Runnable {
  @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "The command.")
  private List<String> names = List.of();

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    CommandLine line = spec.root().commandLine();
    for (String name : names) {
      line = line.getSubcommands().get(name);
      if (line == null) {
        throw new ArgumentException("There is no command %s.".formatted(String.join(" ", names)));
      }
    }
    line.usage(spec.commandLine().getOut());
  }
}
