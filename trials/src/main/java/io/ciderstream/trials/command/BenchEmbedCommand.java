package io.ciderstream.trials.command;

import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.terminal.TemporaryFolder;
import io.ciderstream.trials.BenchmarkedSystem;
import io.ciderstream.trials.pictures.EmbedBench;
import io.ciderstream.trials.pictures.EmbedSweep;
import io.ciderstream.trials.pictures.LargePictures;
import io.ciderstream.trials.results.BenchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cider bench embed}. */
@Command(
    name = "embed",
    mixinStandardHelpOptions = true,
    description = {
      "Measures an ingest, compared with bare ONNX Runtime.",
      "Ingests 1024-pixel JPEGs at saturation, and runs the embedding module and the model alone on",
      "the same pictures. Starts a separate system in a temporary folder, on free ports."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider bench embed",
      "  ./cider bench embed ~/Pictures --pictures 500 --rounds 5"
    })
public final class BenchEmbedCommand implements Callable<Integer> {
  @Mixin private BenchmarkedSystem system;

  @Mixin private BenchPictures bench;

  @Option(
      names = "--pictures",
      defaultValue = "1000",
      description = "How many JPEGs (default: ${DEFAULT-VALUE}).")
  private int pictures;

  @Option(names = "--sweep", description = "Also measure by batch, threads and size of the input.")
  private boolean sweep;

  @Option(
      names = "--batches",
      split = ",",
      defaultValue = "1,2,4,8",
      description = "Batches of --sweep (default: ${DEFAULT-VALUE}).")
  private List<Integer> batches;

  @Option(
      names = "--repeat",
      defaultValue = "60",
      description = "Pictures for each figure of --sweep (default: ${DEFAULT-VALUE}).")
  private int repeat;

  @Mixin private BenchOutput output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Arguments.atLeast("--pictures", pictures, 1);
    Arguments.atLeast("--repeat", repeat, 1);
    batches.forEach(batch -> Arguments.atLeast("--batches", batch, 1));
    bench.check();
    CommandOutput console = new CommandOutput(spec);
    try (TemporaryFolder temporary = TemporaryFolder.make("cider-bench-")) {
      measure(console, temporary.path());
      return 0;
    }
  }

  private void measure(CommandOutput console, Path temporary)
      throws IOException, InterruptedException {
    Path large = Files.createDirectories(temporary.resolve("pictures"));
    LargePictures.write(system.pictures(bench.folder()), pictures, large);
    BenchResult.Builder result =
        BenchResult.of("embed").condition("pictures", pictures).condition("rounds", bench.rounds());
    try (BenchmarkedSystem.Running running =
        system.start(temporary.resolve("data"), text -> console.say("%s", text))) {
      EmbeddingOptions options = running.embedding();
      result.condition("model", options.model().getFileName());
      result.condition("weights", options.inference().weights());
      result.condition("CUDA", options.inference().cuda());
      new EmbedBench(running, large, text -> console.say("%s", text)).run(bench.rounds(), result);
    }
    if (sweep) {
      new EmbedSweep(system.embedding(null), batches, repeat).run(result);
    }
    output.write(result.build(), console);
  }
}
