package io.ciderstream.trials.command;

import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.index.ModelId;
import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.terminal.TemporaryFolder;
import io.ciderstream.trials.BenchmarkedSystem;
import io.ciderstream.trials.latency.LatencyBench;
import io.ciderstream.trials.latency.LatencyResult;
import io.ciderstream.trials.pictures.LargePictures;
import io.ciderstream.trials.results.BenchResult;
import io.ciderstream.trials.sink.MilvusKind;
import io.ciderstream.trials.system.BenchServers;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cider bench latency}. */
@Command(
    name = "latency",
    mixinStandardHelpOptions = true,
    description = {
      "Measures queries, and how long a new picture takes until it is found.",
      "The load is open-loop: each latency counts from the moment at which its request was due. Roles",
      "are processes of their own, idle, at half load and saturated with pictures."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./cider bench latency", "  ./cider bench latency --server lite --rows 5000"})
public final class BenchLatencyCommand implements Callable<Integer> {
  private static final int PARTITIONS = 4;
  private static final int PICTURES = 60;

  @Mixin private BenchmarkedSystem system;

  @Mixin private BenchOutput output;

  @Mixin private BenchFolder folder;

  @Option(
      names = "--server",
      split = ",",
      defaultValue = "2.3.5",
      description = "lite and 2.3.5, the genuine server (default: ${DEFAULT-VALUE}).")
  private List<String> servers;

  @Option(
      names = "--rows",
      defaultValue = "100000",
      description =
          "Synthetic rows in the index before, on Milvus 2.3.5 (default: ${DEFAULT-VALUE}).")
  private int rows;

  @Option(
      names = "--lite-rows",
      defaultValue = "5000",
      description = "The same on Milvus Lite (default: ${DEFAULT-VALUE}).")
  private int liteRows;

  @Option(
      names = "--queries",
      defaultValue = "5",
      description = "Queries a second (default: ${DEFAULT-VALUE}).")
  private double queries;

  @Option(
      names = "--puts",
      defaultValue = "3",
      description = "New pictures a second (default: ${DEFAULT-VALUE}).")
  private double puts;

  @Option(
      names = "--seconds",
      defaultValue = "30",
      description = "Of each measurement (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Arguments.atLeast("--rows", rows, 1);
    Arguments.atLeast("--lite-rows", liteRows, 1);
    Arguments.atLeast("--seconds", seconds, 1);
    List<MilvusKind> kinds =
        servers.stream().map(server -> ServerOption.named(spec, server)).toList();
    CommandOutput console = new CommandOutput(spec);
    List<byte[]> pictures = LargePictures.encoded(system.pictures(folder.path()), PICTURES);
    ModelInfo model = ServedModel.info(system);
    BenchResult.Builder result =
        BenchResult.of("latency")
            .condition("queries/s", queries)
            .condition("new pictures/s", puts)
            .condition("seconds each", seconds)
            .condition("seed of the rows", LatencyBench.SEED);
    LatencyResult latencies = new LatencyResult(result);
    for (MilvusKind kind : kinds) {
      boolean lite = kind == MilvusKind.LITE;
      int before = lite ? liteRows : rows;
      try (TemporaryFolder temporary = TemporaryFolder.make("cider-bench-");
          BenchServers started = BenchServers.start(temporary.path(), system, kind, PARTITIONS)) {
        LatencyBench.Figures figures =
            new LatencyBench(
                    started,
                    new LatencyBench.Amounts(before, queries, puts, seconds),
                    pictures,
                    text -> console.say("%s", text))
                .run(new ModelId(model.name(), model.hash()), model.dimension());
        latencies.add(
            "%s, %,d rows".formatted(lite ? "Milvus Lite" : "Milvus 2.3.5", before),
            lite ? ", Lite" : "",
            figures);
      }
    }
    latencies.finish();
    output.write(result.build(), console);
    return 0;
  }
}
