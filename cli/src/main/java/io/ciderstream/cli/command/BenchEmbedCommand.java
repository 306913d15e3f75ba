package io.ciderstream.cli.command;

import io.ciderstream.cli.argument.Arguments;
import io.ciderstream.cli.bench.BesideBare;
import io.ciderstream.cli.bench.EmbedBench;
import io.ciderstream.cli.bench.LargePictures;
import io.ciderstream.cli.client.PictureFiles;
import io.ciderstream.cli.samples.TemporaryFolder;
import io.ciderstream.cli.system.LocalSystem;
import io.ciderstream.cli.system.Wiring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cider bench embed}. */
@Command(
    name = "embed",
    mixinStandardHelpOptions = true,
    description = {
      "Measures an ingest beside bare ONNX Runtime.",
      "Ingests 1024-pixel JPEGs at saturation, and runs the same model on the decoded pictures. Starts",
      "a system of its own in a temporary data.dir; stop a running demo first, or set other addresses."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider bench embed",
      "  ./cider bench embed ~/Pictures --pictures 500 --rounds 5"
    })
public final class BenchEmbedCommand implements Callable<Integer> {
  @Mixin private SettingsOption settings;

  @Parameters(arity = "0..1", paramLabel = "FOLDER", description = "Pictures to make the JPEGs of.")
  private Path folder;

  @Option(
      names = "--pictures",
      defaultValue = "1000",
      description = "How many JPEGs (default: ${DEFAULT-VALUE}).")
  private int pictures;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "How often to measure; medians count (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Arguments.atLeast("--pictures", pictures, 1);
    Arguments.atLeast("--rounds", rounds, 1);
    Console console = new Console(spec);
    try (TemporaryFolder temporary = TemporaryFolder.make("cider-bench-")) {
      measure(console, temporary.path());
      return 0;
    }
  }

  private void measure(Console console, Path temporary) throws IOException, InterruptedException {
    Path source = Folders.orSamples(folder);
    Path large = Files.createDirectories(temporary.resolve("pictures"));
    LargePictures.write(PictureFiles.required(source), pictures, large);
    settings.set("data.dir", temporary.resolve("data").toString());
    try (Wiring wiring = new Wiring(settings.load());
        LocalSystem system = LocalSystem.start(wiring, text -> console.say("%s", text))) {
      BesideBare figures =
          new EmbedBench(wiring, large, text -> console.say("%s", text)).run(rounds);
      console.print("%s", BareTable.of(figures, "pipeline", "topic to topic"));
    }
  }
}
