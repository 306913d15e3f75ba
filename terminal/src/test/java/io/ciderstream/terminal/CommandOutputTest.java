package io.ciderstream.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class CommandOutputTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Command
  private static final class Any {}

  private CommandOutput output(CommandLine.Help.Ansi colours) {
    CommandLine line =
        new CommandLine(new Any())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .setColorScheme(CommandLine.Help.defaultColorScheme(colours));
    return new CommandOutput(line.getCommandSpec());
  }

  @Test
  void shouldKeepResultsAndRemarksApart() {
    CommandOutput output = output(CommandLine.Help.Ansi.OFF);
    output.print("%d rows", 3);
    output.say("%s starts", "Kafka");
    assertThat(out).hasToString("3 rows" + System.lineSeparator());
    assertThat(err).hasToString("cider: Kafka starts" + System.lineSeparator());
  }

  @Test
  void shouldColourOnATerminalOnly() {
    assertThat(output(CommandLine.Help.Ansi.OFF).coloured("@|red bad|@")).isEqualTo("bad");
    assertThat(output(CommandLine.Help.Ansi.ON).coloured("@|red bad|@")).contains("\033[", "bad");
  }
}
