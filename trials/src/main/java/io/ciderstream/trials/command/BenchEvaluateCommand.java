package io.ciderstream.trials.command;

import io.ciderstream.embedding.files.PictureFiles;
import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.terminal.TemporaryFolder;
import io.ciderstream.trials.BenchmarkedSystem;
import io.ciderstream.trials.pictures.ComparedRates;
import io.ciderstream.trials.pictures.EvaluateBench;
import io.ciderstream.trials.pictures.LargePictures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cider bench evaluate}. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Measures an evaluation, compared with bare ONNX Runtime.",
      "Embeds 1024-pixel JPEGs at one scale, and runs the same model on the decoded pictures. Needs",
      "no servers."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider bench evaluate",
      "  ./cider bench evaluate ~/Pictures --pictures 5070 --rounds 5"
    })
public final class BenchEvaluateCommand implements Callable<Integer> {
  @Mixin private BenchmarkedSystem system;

  @Mixin private BenchPictures bench;

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

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Arguments.atLeast("--pictures", pictures, 1);
    bench.check();
    CommandOutput console = new CommandOutput(spec);
    try (TemporaryFolder large = TemporaryFolder.make("cider-bench-")) {
      LargePictures.write(system.pictures(bench.folder()), pictures, large.path());
      ComparedRates figures =
          new EvaluateBench(
                  system.embedding(model),
                  PictureFiles.below(large.path()),
                  text -> console.say("%s", text))
              .run(bench.rounds());
      console.print("%s", ComparedRatesTable.of(figures, "evaluation", "files to descriptors"));
      return 0;
    }
  }
}
