package io.ciderstream.trials.latency;

import com.google.gson.JsonObject;
import io.ciderstream.embedding.settings.EmbeddingSettings;
import io.ciderstream.trials.BenchmarkedSystem;
import io.ciderstream.trials.pictures.JpegComment;
import io.ciderstream.trials.results.BenchResult;
import io.ciderstream.trials.results.PlotSeries;
import io.ciderstream.trials.results.ResultPlot;
import io.ciderstream.trials.results.ResultRow;
import io.ciderstream.trials.results.ResultTable;
import io.ciderstream.trials.sink.MilvusKind;
import io.ciderstream.trials.system.BenchServers;
import io.ciderstream.trials.system.CiderProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures how the rate of embedders grows with their number, each a process with one session and
 * one decoding thread, for several numbers of partitions.
 */
public final class ScaleBench {
  private static final int WARM_UPS = 2;
  private static final List<String> ONE_CORE =
      List.of(
          "--set", EmbeddingSettings.SESSIONS.name() + "=1",
          "--set", EmbeddingSettings.DECODE_THREADS.name() + "=1");

  private final Path folder;
  private final BenchmarkedSystem system;
  private final List<byte[]> pictures;
  private final Consumer<String> log;

  /**
   * Creates the benchmark.
   *
   * @param folder for servers
   * @param system composes the settings of embedders
   * @param pictures JPEGs of one ingest
   * @param log receives each figure
   */
  public ScaleBench(
      Path folder, BenchmarkedSystem system, List<byte[]> pictures, Consumer<String> log) {
    this.folder = folder;
    this.system = system;
    this.pictures = List.copyOf(pictures);
    this.log = log;
  }

  /** Measures 1 to so many instances for each number of partitions. */
  public void run(int instances, List<Integer> partitions, BenchResult.Builder result)
      throws InterruptedException {
    List<JsonObject> rows = new ArrayList<>();
    List<PlotSeries> lines = new ArrayList<>();
    for (int count : partitions) {
      List<PlotSeries.Point> line = new ArrayList<>();
      try (BenchServers servers =
          BenchServers.start(
              folder.resolve("partitions-" + count), system, MilvusKind.LITE, count)) {
        double one = Double.NaN;
        List<CiderProcess> embedders = new ArrayList<>();
        for (int number = 1; number <= instances; number++) {
          embedders.add(servers.role("embedder", ONE_CORE));
          double rate = rate(servers, number);
          one = number == 1 ? rate : one;
          log.accept("%d partitions, %d instances: %.1f/s".formatted(count, number, rate));
          rows.add(
              ResultRow.of(
                  "partitions", count,
                  "instances", number,
                  "pictures/s", rate,
                  "/ one instance", rate / one));
          line.add(new PlotSeries.Point(number, rate));
          result.figure("%d instances, %d partitions".formatted(number, count), rate);
        }
      }
      lines.add(new PlotSeries(count + " partitions", line));
    }
    result
        .table(new ResultTable("", rows))
        .plot(
            new ResultPlot(
                "scale",
                "Embedders of one core each",
                ResultPlot.Axis.linear("instances"),
                ResultPlot.Axis.linear("pictures a second"),
                lines));
  }

  private double rate(BenchServers servers, int instances) {
    double rate = 0;
    for (int i = 0; i <= WARM_UPS; i++) {
      String ingest = "ingest-%d-%d-".formatted(instances, i);
      rate =
          servers.ingest(ingest, pictures.stream().map(it -> JpegComment.add(it, ingest)).toList());
    }
    return rate;
  }
}
