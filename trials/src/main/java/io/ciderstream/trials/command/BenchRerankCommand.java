package io.ciderstream.trials.command;

import io.ciderstream.evaluation.rerank.RerankOptions;
import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.trials.BenchmarkedSystem;
import io.ciderstream.trials.retrieval.RerankBench;
import io.ciderstream.trials.retrieval.RerankFigures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cider bench rerank}. */
@Command(
    name = "rerank",
    mixinStandardHelpOptions = true,
    description = {
      "Compares what a search can add to the scores of descriptors.",
      "Rows: nothing, alpha query expansion, database-side augmentation, re-ranking by k-reciprocal",
      "neighbours, geometric verification, and verification with expansion. Prints the accuracy and",
      "the milliseconds of each in one Markdown table. Needs no servers."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider bench rerank",
      "  ./cider bench rerank --list photos.csv --group ie_ --within validation --json rerank.json",
      "  ./cider bench rerank --list photos.csv --query validation --index validation --grid"
    })
public final class BenchRerankCommand implements Callable<Integer> {
  @Mixin private BenchmarkedSystem system;

  @Mixin private BenchSets sets;

  @Mixin private RerankRows rows;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "The exported ONNX file (default: the one served).")
  private Path model;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "How often to measure; medians count (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Mixin private BenchCache cache;

  @Mixin private BenchOutput output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Arguments.atLeast("--rounds", rounds, 1);
    List<RerankOptions> additions = rows.all();
    CommandOutput console = new CommandOutput(spec);
    RerankText text = new RerankText(cache.measure(folder -> measure(additions, console, folder)));
    output.write(text.json(), text.markdown(), console);
    return 0;
  }

  private List<RerankFigures> measure(
      List<RerankOptions> additions, CommandOutput console, Path folder) {
    return new RerankBench(
            system.embedding(model), sets.of(system), folder, line -> console.say("%s", line))
        .run(additions, rounds);
  }
}
