package io.ciderstream.trials.command;

import io.ciderstream.terminal.ArgumentException;
import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.terminal.TemporaryFolder;
import io.ciderstream.trials.BenchmarkedSystem;
import io.ciderstream.trials.memory.FootprintResult;
import io.ciderstream.trials.memory.MeasuredRole;
import io.ciderstream.trials.memory.MemoryBench;
import io.ciderstream.trials.memory.RoleFootprint;
import io.ciderstream.trials.results.BenchResult;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cider bench memory}. */
@Command(
    name = "memory",
    mixinStandardHelpOptions = true,
    description = {
      "Measures start and memory of each role with few and with many image ids in the topics.",
      "Starts its own servers in a temporary folder, and each role as a process. The ids have records",
      "of a few bytes; a million of them takes 200 MB of disk."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider bench memory",
      "  ./cider bench memory --ids 10000,100000,1000000 --roles console --rounds 5"
    })
public final class BenchMemoryCommand implements Callable<Integer> {
  /** Fewer starts do not show how far they differ. */
  private static final int ROUNDS_OF_A_SPREAD = 3;

  @Option(
      names = "--ids",
      split = ",",
      defaultValue = "10000,1000000",
      description = "How many image ids, ascending (default: ${DEFAULT-VALUE}).")
  private List<Long> ids;

  @Option(
      names = "--roles",
      split = ",",
      defaultValue = "CONSOLE,EMBEDDER,SEARCHER,CONNECT",
      description =
          "Any of console, embedder, searcher and connect, which runs the sink (default: all).")
  private List<MeasuredRole> roles;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "How often to start each role; medians count (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--extrapolate",
      defaultValue = "100000000",
      description =
          "The number of ids for which to extend the line through the measured ones, with three rounds"
              + " or more (default: ${DEFAULT-VALUE}).")
  private long extrapolated;

  @Mixin private BenchmarkedSystem system;

  @Mixin private BenchOutput output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Arguments.atLeast("--rounds", rounds, 1);
    long before = 0;
    for (long count : ids) {
      if (count <= before) {
        throw new ArgumentException("--ids must be ascending numbers of 1 or more.");
      }
      before = count;
    }
    CommandOutput console = new CommandOutput(spec);
    BenchResult.Builder result =
        BenchResult.of("memory").condition("ids", ids).condition("rounds", rounds);
    try (TemporaryFolder folder = TemporaryFolder.make("cider-bench-")) {
      List<RoleFootprint> measured =
          new MemoryBench(
                  folder.path(), system, ServedModel.info(system), text -> console.say("%s", text))
              .run(ids, roles, rounds);
      new FootprintResult(measured, rounds < ROUNDS_OF_A_SPREAD ? 0 : extrapolated).addTo(result);
    }
    output.write(result.build(), console);
    return 0;
  }
}
