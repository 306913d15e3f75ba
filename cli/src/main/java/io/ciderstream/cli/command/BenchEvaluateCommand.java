package io.ciderstream.cli.command;

import io.ciderstream.cli.argument.Arguments;
import io.ciderstream.cli.bench.BesideBare;
import io.ciderstream.cli.bench.EvaluateBench;
import io.ciderstream.cli.bench.LargePictures;
import io.ciderstream.cli.client.PictureFiles;
import io.ciderstream.cli.samples.TemporaryFolder;
import io.ciderstream.cli.system.Wiring;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cider bench evaluate}. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Measures an evaluation beside bare ONNX Runtime.",
      "Describes 1024-pixel JPEGs at one scale, and runs the same model on the decoded pictures. Needs",
      "no servers."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider bench evaluate",
      "  ./cider bench evaluate ~/Pictures --pictures 5070 --rounds 5"
    })
public final class BenchEvaluateCommand implements Callable<Integer> {
  @Mixin private SettingsOption settings;

  @Parameters(arity = "0..1", paramLabel = "FOLDER", description = "Pictures to make the JPEGs of.")
  private Path folder;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "The exported ONNX file (default: the one served).")
  private Path model;

  @Option(
      names = "--pictures",
      defaultValue = "1000",
      description = {
        "How many JPEGs (default: ${DEFAULT-VALUE}); of more than 1,000 the bare rate is measured on",
        "the first 1,000."
      })
  private int pictures;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "How often to measure; medians count (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Arguments.atLeast("--pictures", pictures, 1);
    Arguments.atLeast("--rounds", rounds, 1);
    Console console = new Console(spec);
    Path source = Folders.orSamples(folder);
    try (TemporaryFolder large = TemporaryFolder.make("cider-bench-");
        Wiring wiring = new Wiring(settings.load())) {
      LargePictures.write(PictureFiles.required(source), pictures, large.path());
      BesideBare figures =
          new EvaluateBench(
                  wiring.options().embedding(model == null ? wiring.model() : model),
                  PictureFiles.below(large.path()),
                  text -> console.say("%s", text))
              .run(rounds);
      console.print("%s", BareTable.of(figures, "evaluation", "files to descriptors"));
      return 0;
    }
  }
}
