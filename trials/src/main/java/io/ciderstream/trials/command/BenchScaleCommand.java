package io.ciderstream.trials.command;

import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.terminal.TemporaryFolder;
import io.ciderstream.trials.BenchmarkedSystem;
import io.ciderstream.trials.latency.ScaleBench;
import io.ciderstream.trials.pictures.LargePictures;
import io.ciderstream.trials.results.BenchResult;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cider bench scale}. */
@Command(
    name = "scale",
    mixinStandardHelpOptions = true,
    description = {
      "Measures embedders of one core each, from one to as many as there are cores.",
      "Each is a process of its own; broker and registry run on the same machine."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./cider bench scale", "  ./cider bench scale --instances 4 --partitions 4,16"})
public final class BenchScaleCommand implements Callable<Integer> {
  @Mixin private BenchmarkedSystem system;

  @Mixin private BenchOutput output;

  @Mixin private BenchFolder folder;

  @Option(
      names = "--instances",
      paramLabel = "N",
      description = "Most instances (default: one a core).")
  private int instances = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--partitions",
      split = ",",
      defaultValue = "2,8",
      description = "Of the topics (default: ${DEFAULT-VALUE}).")
  private List<Integer> partitions;

  @Option(
      names = "--pictures",
      defaultValue = "300",
      description = "How many JPEGs an ingest (default: ${DEFAULT-VALUE}).")
  private int pictures;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Arguments.atLeast("--instances", instances, 1);
    Arguments.atLeast("--pictures", pictures, 50);
    partitions.forEach(count -> Arguments.within("--partitions", count, 1, 1000));
    CommandOutput console = new CommandOutput(spec);
    List<byte[]> encoded = LargePictures.encoded(system.pictures(folder.path()), pictures);
    BenchResult.Builder result = BenchResult.of("scale").condition("pictures", pictures);
    try (TemporaryFolder temporary = TemporaryFolder.make("cider-bench-")) {
      new ScaleBench(temporary.path(), system, encoded, text -> console.say("%s", text))
          .run(instances, partitions, result);
    }
    output.write(result.build(), console);
    return 0;
  }
}
