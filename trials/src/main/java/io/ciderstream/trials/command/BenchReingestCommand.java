package io.ciderstream.trials.command;

import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.terminal.TemporaryFolder;
import io.ciderstream.trials.BenchmarkedSystem;
import io.ciderstream.trials.pictures.LargePictures;
import io.ciderstream.trials.pictures.ReingestBench;
import io.ciderstream.trials.results.BenchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cider bench reingest}. */
@Command(
    name = "reingest",
    mixinStandardHelpOptions = true,
    description = {
      "Measures a second ingest of the same pictures, compared with the first.",
      "Ingests 1024-pixel JPEGs that the system has not seen, and then the same ones again, which it",
      "neither decodes nor embeds. Starts a separate system in a temporary folder, on free ports."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider bench reingest",
      "  ./cider bench reingest ~/Pictures --pictures 500 --rounds 5"
    })
public final class BenchReingestCommand implements Callable<Integer> {
  @Mixin private BenchmarkedSystem system;

  @Mixin private BenchPictures bench;

  @Option(
      names = "--pictures",
      defaultValue = "1000",
      description = "How many JPEGs (default: ${DEFAULT-VALUE}).")
  private int pictures;

  @Mixin private BenchOutput output;

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
    Path folder = Files.createDirectories(temporary.resolve("pictures"));
    LargePictures.write(system.pictures(bench.folder()), pictures, folder);
    BenchResult.Builder result =
        BenchResult.of("reingest")
            .condition("pictures", pictures)
            .condition("rounds", bench.rounds());
    try (BenchmarkedSystem.Running running =
        system.start(temporary.resolve("data"), text -> console.say("%s", text))) {
      result.condition("model", running.embedding().model().getFileName());
      new ReingestBench(running, folder, text -> console.say("%s", text))
          .run(bench.rounds(), result);
    }
    output.write(result.build(), console);
  }
}
