package io.ciderstream.terminal;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Prints the results of a command on standard output and its remarks on standard error. */
public final class CommandOutput {
  private final PrintWriter out;
  private final PrintWriter err;
  private final CommandLine.Help.Ansi colours;

  /** Prints to the streams of the command line. */
  public CommandOutput(CommandSpec spec) {
    this.out = spec.commandLine().getOut();
    this.err = spec.commandLine().getErr();
    this.colours = spec.commandLine().getColorScheme().ansi();
  }

  /** Prints one line of the result. */
  public void print(String format, Object... values) {
    out.println(format.formatted(values));
    out.flush();
  }

  /** Turns markup such as {@code @|red bad|@} into colours on a terminal, plain text elsewhere. */
  public String coloured(String markup) {
    return colours.string(markup);
  }

  /** Prints one line about what the command does. */
  public void say(String format, Object... values) {
    err.println(String.format(Locale.ROOT, "cider: " + format, values));
    err.flush();
  }
}
