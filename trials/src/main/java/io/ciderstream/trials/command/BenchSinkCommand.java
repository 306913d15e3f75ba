package io.ciderstream.trials.command;

import com.google.gson.JsonObject;
import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.terminal.TemporaryFolder;
import io.ciderstream.trials.results.BenchResult;
import io.ciderstream.trials.results.ResultRow;
import io.ciderstream.trials.results.ResultTable;
import io.ciderstream.trials.sink.MilvusKind;
import io.ciderstream.trials.sink.PollSize;
import io.ciderstream.trials.sink.RecordFormat;
import io.ciderstream.trials.sink.SinkBench;
import io.ciderstream.trials.sink.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cider bench sink}. */
@Command(
    name = "sink",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the sink, compared with a bare loop of the Milvus SDK.",
      "The sink runs on a Connect worker, the loop upserts the same rows. Starts its own servers in a",
      "temporary folder."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider bench sink",
      "  ./cider bench sink --server lite --dimensions 512 --rows 20000",
      "  ./cider bench sink --records any"
    })
public final class BenchSinkCommand implements Callable<Integer> {
  @Option(
      names = "--dimensions",
      split = ",",
      defaultValue = "512,2048",
      description = "Of the vectors (default: ${DEFAULT-VALUE}).")
  private List<Integer> dimensions;

  @Option(
      names = "--rows",
      defaultValue = "20000",
      description = "How many rows a round (default: ${DEFAULT-VALUE}).")
  private int rows;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "How often to measure; medians count (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--server",
      defaultValue = "2.3.5",
      description = "lite, or 2.3.5 for the genuine server (default: ${DEFAULT-VALUE}).")
  private String server;

  @Option(
      names = "--records",
      defaultValue = "DESCRIPTORS",
      description =
          "descriptors, or any: as the sink takes records that are not cider-stream's"
              + " (default: descriptors).")
  private RecordFormat records;

  @Option(
      names = "--polls",
      defaultValue = "LARGE",
      description =
          "large, as in ./cider connect, or default, Kafka's own 500 records and 1 MiB"
              + " (default: large).")
  private PollSize polls;

  @Mixin private BenchOutput output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Arguments.atLeast("--rows", rows, 1);
    Arguments.atLeast("--rounds", rounds, 1);
    dimensions.forEach(dimension -> Arguments.atLeast("--dimensions", dimension, 1));
    CommandOutput console = new CommandOutput(spec);
    List<JsonObject> table = new ArrayList<>();
    BenchResult.Builder result =
        BenchResult.of("sink")
            .condition("rows", rows)
            .condition("rounds", rounds)
            .condition("server", server)
            .condition("records", records.name().toLowerCase(Locale.ROOT))
            .condition("polls", polls.name().toLowerCase(Locale.ROOT));
    MilvusKind kind = ServerOption.named(spec, server);
    try (TemporaryFolder folder = TemporaryFolder.make("cider-bench-")) {
      for (int dimension : dimensions) {
        SinkBench.Figures figures =
            new SinkBench(
                    Workload.rows(rows, dimension),
                    kind,
                    records,
                    polls,
                    folder.path(),
                    text -> console.say("%s", text))
                .run(rounds);
        table.add(
            ResultRow.of(
                "dimension", dimension,
                "sink rows/s", figures.sink(),
                "bare rows/s", figures.bare(),
                "sink / bare", figures.ratio()));
        result.figure("sink / bare, " + dimension, figures.ratio());
      }
    }
    output.write(result.table(new ResultTable("", table)).build(), console);
    return 0;
  }
}
