package io.ciderstream.trials.command;

import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.terminal.TemporaryFolder;
import io.ciderstream.trials.BenchmarkedSystem;
import io.ciderstream.trials.pictures.ComparedRates;
import io.ciderstream.trials.pictures.EmbedBench;
import io.ciderstream.trials.pictures.LargePictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
      "Ingests 1024-pixel JPEGs at saturation, and runs the same model on the decoded pictures. Starts",
      "a separate system in a temporary folder; stop a running demo first, or set other addresses."
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

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Arguments.atLeast("--pictures", pictures, 1);
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
    try (BenchmarkedSystem.Running running =
        system.start(temporary.resolve("data"), text -> console.say("%s", text))) {
      ComparedRates figures =
          new EmbedBench(running, large, text -> console.say("%s", text)).run(bench.rounds());
      console.print("%s", ComparedRatesTable.of(figures, "pipeline", "topic to topic"));
    }
  }
}
