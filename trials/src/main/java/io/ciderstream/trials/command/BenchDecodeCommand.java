package io.ciderstream.trials.command;

import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.trials.BenchmarkedSystem;
import io.ciderstream.trials.pictures.DecodeBench;
import io.ciderstream.trials.results.BenchResult;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cider bench decode}. */
@Command(
    name = "decode",
    mixinStandardHelpOptions = true,
    description = "Measures decoding and resizing on one thread, by format and size.",
    footerHeading = "%nExamples:%n",
    footer = {"  ./cider bench decode", "  ./cider bench decode ~/Pictures --pictures 10"})
public final class BenchDecodeCommand implements Callable<Integer> {
  @Mixin private BenchmarkedSystem system;

  @Mixin private BenchPictures bench;

  @Mixin private BenchOutput output;

  @Option(
      names = "--pictures",
      defaultValue = "2",
      description = "How many pictures in each format and size (default: ${DEFAULT-VALUE}).")
  private int pictures;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Arguments.atLeast("--pictures", pictures, 1);
    bench.check();
    List<Path> files = system.pictures(bench.folder());
    BenchResult.Builder result =
        BenchResult.of("decode")
            .condition("pictures", Math.min(pictures, files.size()))
            .condition("rounds", bench.rounds());
    new DecodeBench(system.embedding(null), files.subList(0, Math.min(pictures, files.size())))
        .run(bench.rounds(), result);
    output.write(result.build(), new CommandOutput(spec));
    return 0;
  }
}
