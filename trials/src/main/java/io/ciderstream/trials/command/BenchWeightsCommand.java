package io.ciderstream.trials.command;

import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.trials.BenchmarkedSystem;
import io.ciderstream.trials.retrieval.WeightsBench;
import io.ciderstream.trials.retrieval.WeightsFigures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cider bench weights}. */
@Command(
    name = "weights",
    mixinStandardHelpOptions = true,
    description = {
      "Compares the int8 weights of a model with its fp32 weights.",
      "Prints the processor time of an inference on one thread, both in turn; the cosine between the",
      "descriptors; and the accuracy of queries in one of them and an index in the other. Needs no",
      "servers."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider bench weights",
      "  ./cider bench weights --list photos.csv --group ie_ --within validation --json weights.json"
    })
public final class BenchWeightsCommand implements Callable<Integer> {
  private static final int PICTURES = 40;

  @Mixin private BenchmarkedSystem system;

  @Mixin private BenchSets sets;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "The exported ONNX file, next to its int8 file (default: the one served).")
  private Path model;

  @Option(
      names = "--rounds",
      defaultValue = "9",
      description = "How often to measure the cost; medians count (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--verify",
      defaultValue = "50",
      paramLabel = "N",
      description = "First answers to verify geometrically; 0 is none (default: ${DEFAULT-VALUE}).")
  private int verify;

  @Mixin private BenchCache cache;

  @Mixin private BenchOutput output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Arguments.atLeast("--rounds", rounds, 1);
    Arguments.atLeast("--verify", verify, 0);
    CommandOutput console = new CommandOutput(spec);
    WeightsText text = new WeightsText(cache.measure(folder -> measure(console, folder)));
    output.write(text.json(), text.markdown(), console);
    return 0;
  }

  private WeightsFigures measure(CommandOutput console, Path folder) throws IOException {
    List<Path> pictures = system.pictures(null).stream().limit(PICTURES).toList();
    return new WeightsBench(
            system.embedding(model), sets.of(system), folder, line -> console.say("%s", line))
        .run(pictures, rounds, verify);
  }
}
