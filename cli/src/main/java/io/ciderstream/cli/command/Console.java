package io.ciderstream.cli.command;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What a command prints: results on standard output, remarks on standard error. */
final class Console {
  private final PrintWriter out;
  private final PrintWriter err;
  private final CommandLine.Help.Ansi colours;

  Console(CommandSpec spec) {
    this.out = spec.commandLine().getOut();
    this.err = spec.commandLine().getErr();
    this.colours = spec.commandLine().getColorScheme().ansi();
  }

  /** One line of the result. */
  void print(String format, Object... values) {
    out.println(format.formatted(values));
    out.flush();
  }

  /** Markup such as {@code @|red bad|@} as colours, on a terminal; plain text elsewhere. */
  String coloured(String markup) {
    return colours.string(markup);
  }

  /** One line about what is being done. */
  void say(String format, Object... values) {
    err.println(String.format(Locale.ROOT, "cider: " + format, values));
    err.flush();
  }
}
