package io.ciderstream.train.learn.compare;

import io.ciderstream.train.learn.report.StepFigures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Runs beside each other.
 *
 * @param runs in the order of the columns
 */
public record RunComparison(List<RunResult> runs) {
  private static final String NONE = "-";

  public RunComparison {
    runs = List.copyOf(runs);
  }

  /**
   * Returns a table in Markdown with a column for each run: the keys in which they differ, then the
   * figures they reached.
   */
  public String markdown() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("", this::name));
    for (String key : differing()) {
      rows.add(row("`%s`".formatted(key), run -> run.keys().getOrDefault(key, NONE)));
    }
    rows.add(row("finished", run -> run.finished() ? "yes" : "no"));
    rows.add(row("steps", run -> "%,d".formatted(run.steps().size())));
    rows.add(row("last loss", RunComparison::lastLoss));
    rows.add(
        row("pictures/s", run -> run.picturesPerSecond().map(RunComparison::one).orElse(NONE)));
    for (String figure : figures()) {
      rows.add(row(figure + ", last", run -> percent(run.last().get(figure))));
      rows.add(row(figure + ", best", run -> percent(run.best().get(figure))));
    }
    return table(rows);
  }

  /** Returns the last names of a run's folder that tell it from the others. */
  private String name(RunResult of) {
    Path path = of.folder().toAbsolutePath().normalize();
    for (int names = 1; names < path.getNameCount(); names++) {
      Path end = path.subpath(path.getNameCount() - names, path.getNameCount());
      if (runs.stream()
              .filter(run -> run.folder().toAbsolutePath().normalize().endsWith(end))
              .count()
          == 1) {
        return end.toString();
      }
    }
    return path.toString();
  }

  private List<String> row(String name, Function<RunResult, String> cell) {
    List<String> row = new ArrayList<>(List.of(name));
    runs.forEach(run -> row.add(cell.apply(run)));
    return row;
  }

  private TreeSet<String> differing() {
    TreeSet<String> keys = new TreeSet<>();
    runs.forEach(run -> keys.addAll(run.keys().keySet()));
    keys.removeIf(
        key -> runs.stream().map(run -> run.keys().getOrDefault(key, "")).distinct().count() == 1);
    return keys;
  }

  private SequencedSet<String> figures() {
    SequencedSet<String> figures = new LinkedHashSet<>();
    runs.forEach(run -> figures.addAll(run.last().keySet()));
    return figures;
  }

  private static String lastLoss(RunResult run) {
    List<StepFigures> steps = run.steps();
    return steps.isEmpty() ? NONE : String.format(Locale.ROOT, "%.4f", steps.getLast().loss());
  }

  private static String percent(Double value) {
    return value == null ? NONE : String.format(Locale.ROOT, "%.2f", value);
  }

  private static String one(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String table(List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      text.append(line(rows.get(i)));
      if (i == 0) {
        text.append(line(rows.get(i).stream().map(cell -> "---").toList()));
      }
    }
    return text.toString();
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
