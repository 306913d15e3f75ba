package io.ciderstream.trials.command;

import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.embedding.OnnxEmbedder;
import io.ciderstream.servers.ServerHome;
import io.ciderstream.terminal.ArgumentException;
import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.train.weights.WheelStore;
import io.ciderstream.trials.BenchmarkedSystem;
import io.ciderstream.trials.paper.Paper;
import io.ciderstream.trials.paper.PaperData;
import io.ciderstream.trials.paper.PaperOptions;
import io.ciderstream.trials.paper.PaperRun;
import io.ciderstream.trials.paper.PartResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cider paper}. */
@Command(
    name = "paper",
    mixinStandardHelpOptions = true,
    description = {
      "Makes the figures and tables of the paper from a folder with data.",
      "FOLDER may hold photos.csv (file, split, label), gldv2/, resnet101.pth, roxford5k/ and",
      "rparis6k/ with their ground truth, revisitop1m/, and exclude.txt or rgldv2-exclude.txt. Each",
      "part that the data suffice for is made; finished parts are kept. Writes paper.md and paper.json."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider paper data",
      "  ./cider paper data --only overlap,sizes,passes",
      "  ./cider paper data --only methods,ablation --seeds 1,2,3"
    })
public final class PaperCommand implements Callable<Integer> {
  @Mixin private BenchmarkedSystem system;

  @Parameters(paramLabel = "FOLDER", description = "The folder with the data.")
  private Path folder;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      defaultValue = "runs/paper",
      description = "Folder of the report and of finished parts (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description = {
        "Parts to make: overlap, sizes, passes, attention, photos, revisited, methods, methods-gldv2,",
        "ablation (default: all)."
      })
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--seeds",
      split = ",",
      paramLabel = "SEED",
      defaultValue = "1,2",
      description = "Of trainings (default: ${DEFAULT-VALUE}).")
  private List<Long> seeds;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "The exported ONNX file to measure (default: the one served).")
  private Path model;

  @Option(
      names = "--configs",
      paramLabel = "FOLDER",
      defaultValue = "configs",
      description = "Folder of the training configurations (default: ${DEFAULT-VALUE}).")
  private Path configs;

  @Option(
      names = "--pictures",
      defaultValue = "200",
      description = "How many JPEGs to measure rates on (default: ${DEFAULT-VALUE}).")
  private int pictures;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "How often to measure rates; medians count (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that compute (default: one a processor).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Spec private CommandSpec spec;

  /** Returns 0 unless a part failed. */
  @Override
  public Integer call() throws IOException {
    Arguments.folder("FOLDER", folder);
    Arguments.atLeast("--pictures", pictures, 1);
    Arguments.atLeast("--rounds", rounds, 1);
    Arguments.atLeast("--threads", threads, 1);
    if (model != null) {
      Arguments.file("--model", model);
    }
    CommandOutput console = new CommandOutput(spec);
    EmbeddingOptions embedding = system.embedding(model);
    Path home = ServerHome.fromSystemProperty().path();
    PaperRun run =
        new PaperRun(
            new PaperData(folder.toAbsolutePath().normalize()),
            new PaperOptions(absolute(configs), seeds, pictures, rounds, threads),
            absolute(out),
            system,
            embedding,
            WheelStore.ofHome(home),
            text -> console.say("%s", text));
    Paper paper = new Paper(run, modelText(embedding), InstantSource.system());
    requireKnown(paper.names());
    List<PartResult> results = paper.make(only);
    for (PartResult result : results) {
      console.print(
          "%-14s %s",
          result.name(),
          result.status() == PartResult.Status.MADE
              ? "rows: %d".formatted(result.rows().size())
              : "not made: " + result.reason());
    }
    console.print("%s is written.", out.resolve("paper.md"));
    return results.stream().anyMatch(result -> result.status() == PartResult.Status.FAILED) ? 1 : 0;
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private static String modelText(EmbeddingOptions embedding) {
    try (OnnxEmbedder embedder = OnnxEmbedder.open(embedding)) {
      return "%s, hash %s".formatted(embedder.model().name(), embedder.model().hash());
    }
  }

  private void requireKnown(List<String> names) {
    for (String name : only) {
      if (!names.contains(name)) {
        throw new ArgumentException(
            "--only is %s, but must be one of %s.".formatted(name, String.join(", ", names)));
      }
    }
  }
}
