package io.ciderstream.trials.results;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.ciderstream.trials.ReportJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What one run of a benchmark measured.
 *
 * @param name of the benchmark on the command line
 * @param conditions what the figures depend on, such as sizes, rounds and seeds, by name, in order
 * @param tables the rows
 * @param figures single numbers that goals and documents name, by name; ratios are of one run
 * @param plots drawings of the rows
 * @param remarks sentences below the tables
 */
public record BenchResult(
    String name,
    Map<String, String> conditions,
    List<ResultTable> tables,
    Map<String, Double> figures,
    List<ResultPlot> plots,
    List<String> remarks) {
  private static final Gson JSON = ReportJson.create();

  /** Returns the results so far of a benchmark that begins. */
  public static Builder of(String name) {
    return new Builder(name);
  }

  /** Returns the result that {@link #json} wrote. */
  public static BenchResult read(String json) {
    return JSON.fromJson(json, BenchResult.class);
  }

  /** Returns the result as JSON. */
  public String json() {
    return JSON.toJson(this) + "\n";
  }

  /** Returns the result as an object of JSON. */
  public JsonObject asJson() {
    return JSON.toJsonTree(this).getAsJsonObject();
  }

  /** Returns the tables, figures and remarks as Markdown. */
  public String markdown() {
    List<String> blocks = new ArrayList<>();
    for (ResultTable table : tables) {
      blocks.add((table.title().isEmpty() ? "" : table.title() + ":\n\n") + table.markdown());
    }
    if (!remarks.isEmpty()) {
      blocks.add(String.join("\n", remarks));
    }
    return String.join("\n\n", blocks);
  }

  /** Collects a result. One thread. */
  public static final class Builder {
    private final String name;
    private final SequencedMap<String, String> conditions = new LinkedHashMap<>();
    private final List<ResultTable> tables = new ArrayList<>();
    private final SequencedMap<String, Double> figures = new LinkedHashMap<>();
    private final List<ResultPlot> plots = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    private Builder(String name) {
      this.name = name;
    }

    /** Adds what the figures depend on. */
    public Builder condition(String what, Object value) {
      conditions.put(what, value.toString());
      return this;
    }

    /** Adds a table. */
    public Builder table(ResultTable table) {
      tables.add(table);
      return this;
    }

    /** Adds a figure, unless it is not a number. */
    public Builder figure(String figure, double value) {
      if (Double.isFinite(value)) {
        figures.put(figure, value);
      }
      return this;
    }

    /** Adds a plot. */
    public Builder plot(ResultPlot plot) {
      plots.add(plot);
      return this;
    }

    /** Adds a sentence. */
    public Builder remark(String remark) {
      remarks.add(remark);
      return this;
    }

    /** Returns the result. */
    public BenchResult build() {
      return new BenchResult(name, conditions, tables, figures, plots, remarks);
    }
  }
}
