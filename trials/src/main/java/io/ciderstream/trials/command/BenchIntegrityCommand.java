package io.ciderstream.trials.command;

import io.ciderstream.integrity.result.VerificationResult;
import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.terminal.ProgressBar;
import io.ciderstream.terminal.TemporaryFolder;
import io.ciderstream.terminal.TextTable;
import io.ciderstream.trials.integrity.IntegrityBench;
import io.ciderstream.trials.integrity.IntegrityFigures;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cider bench integrity}. */
@Command(
    name = "integrity",
    mixinStandardHelpOptions = true,
    description = {
      "Measures ./cider verify with made-up images in a broker of its own.",
      "The rows are made as they are read, so Milvus is not measured. Ten million images need 5 GB of",
      "disk. CIDER_HEAP=512m bounds the heap of the broker, the producer and the verification."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider bench integrity",
      "  CIDER_HEAP=512m ./cider bench integrity --images 10000000"
    })
public final class BenchIntegrityCommand implements Callable<Integer> {
  private static final long MB = 1 << 20;

  @Option(
      names = "--images",
      defaultValue = "100000",
      description = "How many (default: ${DEFAULT-VALUE}).")
  private long images;

  @Option(
      names = "--dimension",
      defaultValue = "8",
      description = "Of the vectors (default: ${DEFAULT-VALUE}).")
  private int dimension;

  @Option(
      names = "--every",
      defaultValue = "10000",
      description = "One of so many images differs (default: ${DEFAULT-VALUE}).")
  private long every;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Arguments.atLeast("--images", images, 1);
    Arguments.atLeast("--dimension", dimension, 2);
    Arguments.atLeast("--every", every, 2);
    try (TemporaryFolder folder = TemporaryFolder.make("cider-bench-")) {
      ProgressBar[] bar = new ProgressBar[1];
      String[] current = {""};
      IntegrityFigures figures =
          new IntegrityBench(images, dimension, every)
              .run(
                  folder.path(),
                  (step, done, all) -> {
                    if (!step.equals(current[0])) {
                      current[0] = step;
                      bar[0] = ProgressBar.onStandardError(step);
                    }
                    bar[0].show(done, all);
                  });
      print(figures, new CommandOutput(spec));
      return figures.result().ids().differing().all() == figures.planted() ? 0 : 1;
    }
  }

  private void print(IntegrityFigures figures, CommandOutput console) {
    VerificationResult result = figures.result();
    TextTable table = new TextTable("figure", "value");
    table.add("images", "%,d".formatted(images));
    table.add("dimension", "" + dimension);
    table.add("planted differences", "%,d".formatted(figures.planted()));
    table.add("found differences", result.ids().differing().byKind().toString());
    table.add("records read", "%,d".formatted(result.cost().records()));
    table.add("rows read", "%,d".formatted(result.cost().rows()));
    table.add("verification, s", "%.0f".formatted(result.cost().millis() / 1e3));
    table.add("temporary files, MB", "%,d".formatted(result.cost().diskBytes() / MB));
    table.add("limit of the heap, MB", "%,d".formatted(figures.maxHeapBytes() / MB));
    table.add("peak of the heap, MB", "%,d".formatted(figures.peakHeapBytes() / MB));
    table.add("log of the broker, MB", "%,d".formatted(figures.logBytes() / MB));
    table.add("writing the records, s", "%.0f".formatted(figures.fillSeconds()));
    console.print("%s", table);
  }
}
