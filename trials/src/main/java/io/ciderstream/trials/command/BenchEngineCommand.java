package io.ciderstream.trials.command;

import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.terminal.TemporaryFolder;
import io.ciderstream.trials.engine.EngineBench;
import io.ciderstream.trials.results.BenchResult;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cider bench engine}. */
@Command(
    name = "engine",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the embedder role with a model of no cost.",
      "What Kafka Streams, transactions and Avro allow on this machine, which also runs the broker."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./cider bench engine", "  ./cider bench engine --bytes 200000"})
public final class BenchEngineCommand implements Callable<Integer> {
  private static final int MIN_BYTES = 16;
  private static final int MAX_BYTES = 16 << 20;

  @Option(
      names = "--records",
      defaultValue = "12000",
      description = "How many records a round (default: ${DEFAULT-VALUE}).")
  private int records;

  @Option(
      names = "--bytes",
      defaultValue = "50000",
      description = "Bytes of a record (default: ${DEFAULT-VALUE}).")
  private int bytes;

  @Option(
      names = "--partitions",
      defaultValue = "4",
      description = "Of the topics (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "How often to measure; medians count (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Mixin private BenchOutput output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Arguments.atLeast("--records", records, 100);
    Arguments.within("--bytes", bytes, MIN_BYTES, MAX_BYTES);
    Arguments.within("--partitions", partitions, 1, 1000);
    Arguments.atLeast("--rounds", rounds, 1);
    CommandOutput console = new CommandOutput(spec);
    BenchResult.Builder result = BenchResult.of("engine");
    try (TemporaryFolder folder = TemporaryFolder.make("cider-bench-")) {
      new EngineBench(folder.path(), records, bytes, partitions, text -> console.say("%s", text))
          .run(rounds, result);
    }
    output.write(result.build(), console);
    return 0;
  }
}
