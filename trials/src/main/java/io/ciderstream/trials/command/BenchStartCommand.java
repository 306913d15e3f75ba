package io.ciderstream.trials.command;

import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.terminal.TemporaryFolder;
import io.ciderstream.trials.BenchmarkedSystem;
import io.ciderstream.trials.latency.StartBench;
import io.ciderstream.trials.pictures.LargePictures;
import io.ciderstream.trials.results.BenchResult;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cider bench start}. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = {
      "Measures seconds from the start of a process to its first answer.",
      "Each role starts against servers that run, with work that waits; the demo starts everything."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./cider bench start", "  ./cider bench start --rounds 5"})
public final class BenchStartCommand implements Callable<Integer> {
  @Mixin private BenchmarkedSystem system;

  @Mixin private BenchOutput output;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "How often to measure; medians count (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Arguments.atLeast("--rounds", rounds, 1);
    CommandOutput console = new CommandOutput(spec);
    byte[] picture = LargePictures.encoded(system.pictures(null), 1).getFirst();
    BenchResult.Builder result = BenchResult.of("start");
    try (TemporaryFolder folder = TemporaryFolder.make("cider-bench-")) {
      new StartBench(folder.path(), system, picture, text -> console.say("%s", text))
          .run(rounds, result);
    }
    output.write(result.build(), console);
    return 0;
  }
}
