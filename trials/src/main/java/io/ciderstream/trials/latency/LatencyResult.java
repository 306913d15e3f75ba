package io.ciderstream.trials.latency;

import com.google.gson.JsonObject;
import io.ciderstream.trials.measure.LoadGenerator;
import io.ciderstream.trials.results.BenchResult;
import io.ciderstream.trials.results.ResultRow;
import io.ciderstream.trials.results.ResultTable;
import java.util.ArrayList;
import java.util.List;

/** Collects the latencies of all servers. One thread. */
public final class LatencyResult {
  private final List<JsonObject> rows = new ArrayList<>();
  private final BenchResult.Builder result;

  /** Adds to a result. */
  public LatencyResult(BenchResult.Builder result) {
    this.result = result;
  }

  /**
   * Adds what was measured on a server.
   *
   * @param server its name
   * @param suffix of the names of its figures
   */
  public void add(String server, String suffix, LatencyBench.Figures figures) {
    add(server, "query, idle", figures.idle());
    add(server, "query, half load", figures.half());
    add(server, "query, saturated", figures.saturated());
    add(server, "new picture until found, idle", figures.found());
    add(server, "new picture until found, half load", figures.foundHalf());
    result
        .figure("query p50 ms" + suffix, figures.idle().latency().p50())
        .figure("query p99 ms" + suffix, figures.idle().latency().p99())
        .figure("query p99 saturated ms" + suffix, figures.saturated().latency().p99())
        .figure(
            "query p99 saturated / idle" + suffix,
            figures.saturated().latency().p99() / figures.idle().latency().p99())
        .figure("searchable p50 ms" + suffix, figures.found().latency().p50())
        .figure("searchable p99 ms" + suffix, figures.found().latency().p99())
        .condition("capacity" + suffix + ", pictures/s", "%.0f".formatted(figures.capacity()));
  }

  private void add(String server, String what, LoadGenerator.Outcome outcome) {
    rows.add(
        ResultRow.of(
            "server", server,
            "what", what,
            "p50 ms", outcome.latency().p50(),
            "p95 ms", outcome.latency().p95(),
            "p99 ms", outcome.latency().p99(),
            "max ms", outcome.latency().max(),
            "answered", outcome.latency().count(),
            "failed", outcome.failed()));
  }

  /** Adds the table. */
  public void finish() {
    result.table(new ResultTable("", rows));
  }
}
