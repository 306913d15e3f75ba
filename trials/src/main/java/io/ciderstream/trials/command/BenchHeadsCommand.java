package io.ciderstream.trials.command;

import io.ciderstream.servers.ServerHome;
import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.train.weights.WheelStore;
import io.ciderstream.trials.BenchmarkedSystem;
import io.ciderstream.trials.heads.HeadRates;
import io.ciderstream.trials.heads.HeadRow;
import io.ciderstream.trials.heads.HeadsBench;
import io.ciderstream.trials.heads.HeadsOptions;
import io.ciderstream.trials.heads.HeadsReport;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cider bench heads}. */
@Command(
    name = "heads",
    mixinStandardHelpOptions = true,
    description = {
      "Compares CiDeR with other heads, trained by one recipe.",
      "Trains each head with each seed, measures as the recipe says, counts parameters and",
      "multiply-adds, and measures the exported models. Run it again after an interruption: finished",
      "runs are kept. Writes heads.md and heads.json to the folder."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider bench heads --data photos",
      "  ./cider bench heads --data photos --heads cider,solar --seeds 1,2,3 --json"
    })
public final class BenchHeadsCommand implements Callable<Integer> {
  @Mixin private BenchmarkedSystem system;

  @Mixin private BenchPictures bench;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "configs/heads/lite0-photos.yaml",
      description = "The recipe (default: ${DEFAULT-VALUE}).")
  private Path config;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Where the recipe's paths begin (default: the folder of the recipe).")
  private Path data;

  @Option(
      names = "--run",
      paramLabel = "FOLDER",
      defaultValue = "runs/heads",
      description = "Folder of the runs and of the table (default: ${DEFAULT-VALUE}).")
  private Path folder;

  @Option(
      names = "--heads",
      split = ",",
      paramLabel = "HEAD",
      defaultValue = "cider,gem,solar,glam,dolg,token",
      description = "As in network.head (default: ${DEFAULT-VALUE}).")
  private List<String> heads;

  @Option(
      names = "--seeds",
      split = ",",
      paramLabel = "SEED",
      defaultValue = "1,2",
      description = "Of the runs (default: ${DEFAULT-VALUE}).")
  private List<Long> seeds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that compute, and that decode (default: one a processor).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--json", description = "Print the table as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Arguments.file("--config", config);
    if (data != null) {
      Arguments.folder("--data", data);
    }
    Arguments.atLeast("--threads", threads, 1);
    bench.check();
    CommandOutput console = new CommandOutput(spec);
    Path file = config.toAbsolutePath().normalize();
    HeadsOptions options =
        new HeadsOptions(
            file,
            List.of(),
            data == null ? file.getParent() : data.toAbsolutePath().normalize(),
            folder.toAbsolutePath().normalize(),
            heads,
            seeds,
            threads);
    Path home = ServerHome.fromSystemProperty().path();
    WheelStore store = WheelStore.ofHome(home);
    HeadRates rates =
        new HeadRates(system::embedding, system.pictures(bench.folder()), bench.rounds());
    List<HeadRow> rows =
        new HeadsBench(options, store, rates, text -> console.say("%s", text)).run();
    console.print("%s", json ? HeadsReport.json(rows) : HeadsReport.markdown(rows));
    return 0;
  }
}
