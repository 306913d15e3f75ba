package io.ciderstream.trials.heads;

import com.google.gson.Gson;
import io.ciderstream.schemas.FileReplacement;
import io.ciderstream.terminal.MarkdownTable;
import io.ciderstream.trials.ReportJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/** Writes rows as Markdown and as JSON. */
public final class HeadsReport {
  private static final Gson JSON = ReportJson.create();
  private static final String NONE = "-";

  private HeadsReport() {}

  static void write(List<HeadRow> rows, Path folder) {
    text(folder.resolve("heads.md"), markdown(rows));
    text(folder.resolve("heads.json"), json(rows) + "\n");
  }

  private static void text(Path file, String text) {
    FileReplacement.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the rows as JSON, with every figure of every seed. */
  public static String json(List<HeadRow> rows) {
    return JSON.toJson(rows);
  }

  /**
   * Returns a Markdown table: mAP of each evaluation in percent, one for each seed, parameters,
   * multiply-adds and rate.
   */
  public static String markdown(List<HeadRow> rows) {
    SequencedSet<String> names = new LinkedHashSet<>();
    rows.forEach(row -> names.addAll(row.figures().keySet()));
    MarkdownTable table = new MarkdownTable();
    table.add("head");
    names.forEach(table::add);
    table.add("parameters, M").add("multiply-adds, G").add("pictures/s, one thread").endHead();
    for (HeadRow row : rows) {
      table.add(row.head());
      names.forEach(name -> table.add(seeds(row.figures().getOrDefault(name, List.of()))));
      table.add("%.2f", row.parameters() / 1e6);
      table.add("%.3f at ".concat(row.size()), row.multiplyAdds() / 1e9);
      table.add("%.1f", row.rate()).endRow();
    }
    return table + "\n";
  }

  private static String seeds(List<Double> values) {
    return values.isEmpty()
        ? NONE
        : values.stream()
            .map(value -> Double.isFinite(value) ? String.format(Locale.ROOT, "%.1f", value) : NONE)
            .collect(Collectors.joining(" / "));
  }
}
