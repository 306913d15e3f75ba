package io.ciderstream.trials.command;

import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.trials.BenchmarkedSystem;
import io.ciderstream.trials.pictures.LargePictures;
import io.ciderstream.trials.retrieval.PassesBench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cider bench passes}. */
@Command(
    name = "passes",
    mixinStandardHelpOptions = true,
    description = {
      "Compares a single pass with two: locate the subject, then embed its crop.",
      "Measures rate, processor time and latency on 1024-pixel JPEGs, and the accuracy on evaluation",
      "sets, for both in one run. Prints Markdown. Needs no servers."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider bench passes",
      "  ./cider bench passes ~/Pictures --list photos.csv --group ie_ --within validation",
      "  ./cider bench passes --set model.localiser=resnet101.onnx --json passes.json"
    })
public final class BenchPassesCommand implements Callable<Integer> {
  @Mixin private BenchmarkedSystem system;

  @Mixin private BenchPictures bench;

  @Mixin private BenchSets sets;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "The exported ONNX file (default: the one served).")
  private Path model;

  @Option(
      names = "--pictures",
      defaultValue = "200",
      description = "How many JPEGs (default: ${DEFAULT-VALUE}).")
  private int pictures;

  @Mixin private BenchOutput output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Arguments.atLeast("--pictures", pictures, 1);
    bench.check();
    CommandOutput console = new CommandOutput(spec);
    EmbeddingOptions options = system.embedding(model);
    List<byte[]> encoded = LargePictures.encoded(system.pictures(bench.folder()), pictures);
    PassesBench passes =
        new PassesBench(options, encoded, sets.of(system), text -> console.say("%s", text));
    PassesText text = new PassesText(passes.run(bench.rounds()));
    output.write(text.json(), text.markdown(), console);
    return 0;
  }
}
