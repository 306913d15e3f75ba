package io.ciderstream.trials.growth;

import com.google.gson.JsonObject;
import io.ciderstream.trials.results.BenchResult;
import io.ciderstream.trials.results.PlotSeries;
import io.ciderstream.trials.results.ResultPlot;
import io.ciderstream.trials.results.ResultRow;
import io.ciderstream.trials.results.ResultTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/** Collects the steps of all types of index. One thread. */
public final class GrowthResult {
  private final SequencedMap<String, List<GrowthStep>> steps = new LinkedHashMap<>();

  /** Adds the steps of a type. */
  public void add(String type, List<GrowthStep> measured) {
    steps.put(type, measured);
  }

  /** Adds tables, figures and plots; the figures of the first type have no type in their names. */
  public void addTo(BenchResult.Builder result) {
    List<JsonObject> rows = new ArrayList<>();
    List<PlotSeries> latency = new ArrayList<>();
    List<PlotSeries> ingest = new ArrayList<>();
    steps.forEach(
        (type, measured) -> {
          List<PlotSeries.Point> p50 = new ArrayList<>();
          List<PlotSeries.Point> p99 = new ArrayList<>();
          List<PlotSeries.Point> rate = new ArrayList<>();
          for (GrowthStep step : measured) {
            rows.add(row(type, step));
            p50.add(new PlotSeries.Point(step.rows(), step.busy().p50()));
            p99.add(new PlotSeries.Point(step.rows(), step.busy().p99()));
            rate.add(new PlotSeries.Point(step.rows(), step.ingest()));
          }
          latency.add(new PlotSeries(type + " p50", p50));
          latency.add(new PlotSeries(type + " p99", p99));
          ingest.add(new PlotSeries(type, rate));
          figures(type.equals(steps.firstEntry().getKey()) ? "" : ", " + type, measured, result);
        });
    String files = "-" + String.join("-", steps.keySet()).toLowerCase(Locale.ROOT);
    result
        .table(new ResultTable("", rows))
        .plot(
            new ResultPlot(
                "growth-search" + files,
                "Searches while rows come",
                ResultPlot.Axis.logarithmic("rows"),
                ResultPlot.Axis.logarithmic("ms"),
                latency))
        .plot(
            new ResultPlot(
                "growth-ingest" + files,
                "Ingest at saturation",
                ResultPlot.Axis.logarithmic("rows"),
                ResultPlot.Axis.linear("rows a second"),
                ingest));
  }

  private static JsonObject row(String type, GrowthStep step) {
    return ResultRow.of(
        "index", type,
        "rows", step.rows(),
        "load and index s", step.loadSeconds(),
        "of it CPU s of Milvus", step.loadProcessor(),
        "search p50 ms, rows come", step.busy().p50(),
        "p99 ms", step.busy().p99(),
        "p50 ms, idle", step.idle().p50(),
        "p99 ms, idle", step.idle().p99(),
        "searches failed", step.failed(),
        "recall at 10", step.recall(),
        "ingest rows/s", step.ingest(),
        "memory MB", Math.round(step.memory() / 1e6));
  }

  private static void figures(
      String suffix, List<GrowthStep> measured, BenchResult.Builder result) {
    GrowthStep first = measured.getFirst();
    GrowthStep last = measured.getLast();
    result.figure("recall at 10, most" + suffix, last.recall());
    if (measured.size() > 1) {
      result
          .figure("search p50 most / fewest" + suffix, last.busy().p50() / first.busy().p50())
          .figure("ingest most / fewest" + suffix, last.ingest() / first.ingest());
    }
  }
}
