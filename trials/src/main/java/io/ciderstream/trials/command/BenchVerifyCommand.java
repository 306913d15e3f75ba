package io.ciderstream.trials.command;

import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.embedding.OnnxEmbedder;
import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.terminal.MarkdownTable;
import io.ciderstream.trials.BenchmarkedSystem;
import io.ciderstream.trials.pictures.InferenceCost;
import io.ciderstream.trials.retrieval.VerificationFigures;
import io.ciderstream.trials.retrieval.VerifyBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cider bench verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the verification of a query's candidates on one thread.",
      "Embeds the pictures, then compares each with its nearest ones by their local features, which",
      "are in memory. With --without, also what local features cost the network. Needs no servers."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider bench verify",
      "  ./cider bench verify ~/Pictures --candidates 100 --without plain.onnx"
    })
public final class BenchVerifyCommand implements Callable<Integer> {
  private static final int MOST_CANDIDATES = 200;

  @Mixin private BenchmarkedSystem system;

  @Mixin private BenchPictures bench;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "The exported ONNX file (default: the one served).")
  private Path model;

  @Option(
      names = "--candidates",
      defaultValue = "50",
      description = "Candidates of a query, 1 to 200 (default: ${DEFAULT-VALUE}).")
  private int candidates;

  @Option(
      names = "--without",
      paramLabel = "FILE",
      description = "The same model exported without local features, to compare the inference.")
  private Path without;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Arguments.within("--candidates", candidates, 1, MOST_CANDIDATES);
    bench.check();
    CommandOutput console = new CommandOutput(spec);
    EmbeddingOptions options = system.embedding(model);
    List<byte[]> pictures = new ArrayList<>();
    for (Path file : system.pictures(bench.folder())) {
      pictures.add(Files.readAllBytes(file));
    }
    try (OnnxEmbedder embedder = OnnxEmbedder.open(options)) {
      VerificationFigures figures =
          new VerifyBench(embedder, pictures, candidates).run(bench.rounds());
      console.print("%s", text(figures));
    }
    if (without != null) {
      double ratio = new InferenceCost(options, without, pictures).ratio(bench.rounds());
      console.print("inference with local features / without: %.3f", ratio);
    }
    return 0;
  }

  private static String text(VerificationFigures figures) {
    MarkdownTable table = new MarkdownTable();
    table.add("pictures").add("positions").add("bytes").add("candidates");
    table.add("p50 ms").add("p99 ms").add("CPU p50 ms").add("CPU p99 ms").add("verified %");
    table.endHead();
    table.add(Integer.toString(figures.pictures())).add("%.0f", figures.positions());
    table.add("%.0f", figures.bytes()).add(Integer.toString(figures.candidates()));
    table.add("%.2f", figures.p50Millis()).add("%.2f", figures.p99Millis());
    table.add("%.2f", figures.cpuP50Millis()).add("%.2f", figures.cpuP99Millis());
    table.add("%.1f", 100 * figures.verified());
    table.endRow();
    return table.toString();
  }
}
