package io.ciderstream.trials.heads;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.ciderstream.schemas.FileReplacement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/** Writes rows as Markdown and as JSON. */
public final class HeadsReport {
  private static final Gson JSON = new GsonBuilder().setPrettyPrinting().create();
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
    List<String> header = new ArrayList<>(List.of("head"));
    header.addAll(names);
    header.addAll(List.of("parameters, M", "multiply-adds, G", "pictures/s, one thread"));
    StringBuilder text = new StringBuilder();
    line(text, header);
    line(text, header.stream().map(column -> "---").toList());
    for (HeadRow row : rows) {
      List<String> cells = new ArrayList<>(List.of(row.head()));
      names.forEach(name -> cells.add(seeds(row.figures().getOrDefault(name, List.of()))));
      cells.add("%.2f".formatted(row.parameters() / 1e6));
      cells.add("%.3f at %s".formatted(row.multiplyAdds() / 1e9, row.size()));
      cells.add("%.1f".formatted(row.rate()));
      line(text, cells);
    }
    return text.toString();
  }

  private static String seeds(List<Double> values) {
    return values.isEmpty()
        ? NONE
        : values.stream().map("%.1f"::formatted).collect(Collectors.joining(" / "));
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
