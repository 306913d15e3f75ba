package io.ciderstream.trials.performance;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.ciderstream.schemas.FileReplacement;
import io.ciderstream.terminal.MarkdownTable;
import io.ciderstream.terminal.WrappedText;
import io.ciderstream.trials.ReportJson;
import io.ciderstream.trials.results.BenchResult;
import io.ciderstream.trials.results.ResultPlot;
import io.ciderstream.trials.results.ResultTable;
import io.ciderstream.trials.results.SvgPlot;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** Writes what all parts measured as Markdown, JSON and plots. */
public final class PerformanceReport {
  private static final Gson JSON = ReportJson.create();

  private final SequencedMap<String, String> facts;
  private final List<Goal> goals;
  private final List<PartRecord> records;

  /**
   * Creates a report.
   *
   * @param facts what all figures depend on, by name
   * @param goals what is to be reached
   * @param records what was measured, of {@link PerformanceParts#ALL}
   */
  public PerformanceReport(
      SequencedMap<String, String> facts, List<Goal> goals, List<PartRecord> records) {
    this.facts = facts;
    this.goals = List.copyOf(goals);
    this.records = List.copyOf(records);
  }

  /** Writes {@code performance.md} and the plots in a folder of images. */
  public void writeMarkdown(Path folder, String images) {
    write(folder.resolve("performance.md"), markdown(images));
    for (PartRecord record : records) {
      if (record.result() != null) {
        for (ResultPlot plot : record.result().plots()) {
          write(folder.resolve(images).resolve(plot.name() + ".svg"), new SvgPlot(plot).text());
        }
      }
    }
  }

  /** Writes {@code performance.json}. */
  public void writeJson(Path folder) {
    JsonObject json = new JsonObject();
    json.add("facts", JSON.toJsonTree(facts));
    json.add("goals", JSON.toJsonTree(goals));
    json.add("parts", JSON.toJsonTree(records));
    write(folder.resolve("performance.json"), JSON.toJson(json) + "\n");
  }

  private static void write(Path file, String text) {
    FileReplacement.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns a figure of a part, if it was measured. */
  public OptionalDouble figure(String part, String figure) {
    return records.stream()
        .filter(record -> record.name().equals(part))
        .findFirst()
        .map(record -> record.figure(figure))
        .orElse(OptionalDouble.empty());
  }

  /** Returns the machines that measured these parts, or this one if none is measured. */
  String machines(String... parts) {
    String measured =
        records.stream()
            .filter(record -> record.result() != null && List.of(parts).contains(record.name()))
            .map(PartRecord::machine)
            .distinct()
            .collect(Collectors.joining("; "));
    return measured.isEmpty() ? facts.getOrDefault(MachineFacts.MACHINE, "") : measured;
  }

  private String markdown(String images) {
    StringBuilder text = new StringBuilder("# Performance\n\n");
    text.append(
        WrappedText.of(
            "`./cider bench report` measures and writes this page; do not edit it. Each ratio comes from"
                + " one run, in which both sides are measured in turn. [Benchmarks](design/benchmarks.md)"
                + " says how each figure is measured."));
    text.append("\n\n");
    facts.forEach(
        (name, value) ->
            text.append(WrappedText.of("* %s: %s".formatted(name, value), "  ")).append('\n'));
    text.append("\n## Goals\n\n").append(goals()).append('\n');
    records.forEach(record -> add(record, images, text));
    return text.toString();
  }

  private String goals() {
    MarkdownTable table = new MarkdownTable();
    table.add("what").add("measured").add("to reach").add("");
    table.endHead();
    for (Goal goal : goals) {
      OptionalDouble value = figure(goal.part(), goal.figure());
      table.add("[%s](#%s)".formatted(goal.what(), anchor(goal.part())));
      table.add(value.isEmpty() ? "-" : ResultTable.cell(JSON.toJsonTree(value.getAsDouble())));
      table.add(goal.bound()).add(goal.state(value));
      table.endRow();
    }
    return table.toString();
  }

  private static String anchor(String part) {
    return PerformanceParts.named(part)
        .title()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9 ]", "")
        .replace(' ', '-');
  }

  private void add(PartRecord record, String images, StringBuilder text) {
    PerformancePart part = PerformanceParts.named(record.name());
    text.append("\n## %s\n".formatted(part.title()));
    text.append(WrappedText.of(part.about())).append("\n\n");
    text.append("```\n%s\n```\n\n".formatted(record.command()));
    BenchResult result = record.result();
    if (result == null) {
      String why = record.failure().lines().findFirst().orElse("");
      text.append(WrappedText.of("Not measured: %s.".formatted(why))).append('\n');
      return;
    }
    text.append(WrappedText.of(conditions(record))).append("\n\n");
    for (ResultTable table : result.tables()) {
      text.append(table.title().isEmpty() ? "" : table.title() + ":\n\n");
      text.append(table.markdown()).append("\n\n");
    }
    result.remarks().forEach(remark -> text.append(WrappedText.of(remark)).append("\n\n"));
    for (ResultPlot plot : result.plots()) {
      text.append("![%s](%s/%s.svg)\n\n".formatted(plot.title(), images, plot.name()));
    }
    text.setLength(text.length() - 1);
  }

  private String conditions(PartRecord record) {
    String named =
        record.result().conditions().entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining("; "));
    return "Measured%s at %s in %.0f s, commit %s, load averages %s%s."
        .formatted(
            elsewhere(record),
            record.made(),
            record.seconds(),
            record.commit().isEmpty() ? "unknown" : record.commit(),
            record.load(),
            named.isEmpty() ? "" : "; " + named);
  }

  private String elsewhere(PartRecord record) {
    String machine = record.machine();
    boolean here = machine == null || machine.isEmpty() || machine.equals(facts.get("machine"));
    return here ? "" : " on another machine (%s)".formatted(machine);
  }
}
