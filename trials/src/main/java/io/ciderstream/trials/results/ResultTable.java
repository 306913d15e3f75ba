package io.ciderstream.trials.results;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.ciderstream.terminal.MarkdownTable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A table of a result.
 *
 * @param title what it shows; empty if the result has no other one
 * @param rows cells by the titles of their columns
 */
public record ResultTable(String title, List<JsonObject> rows) {
  private static final String NONE = "-";

  /** Copies the list. */
  public ResultTable {
    rows = List.copyOf(rows);
  }

  /** Returns the table as Markdown, without an end of its last line. */
  public String markdown() {
    return markdown(rows, ResultTable::cell);
  }

  /**
   * Returns rows as Markdown, without an end of the last line.
   *
   * @param cell returns the text of a value
   */
  public static String markdown(List<JsonObject> rows, Function<JsonElement, String> cell) {
    SequencedSet<String> columns = new LinkedHashSet<>();
    rows.forEach(row -> columns.addAll(row.keySet()));
    MarkdownTable table = new MarkdownTable();
    columns.forEach(table::add);
    table.endHead();
    for (JsonObject row : rows) {
      columns.forEach(name -> table.add(row.has(name) ? cell.apply(row.get(name)) : NONE));
      table.endRow();
    }
    return table.toString();
  }

  /**
   * Returns a value as a reader's text: whole numbers with commas, others with at least three
   * digits, several with slashes.
   */
  public static String cell(JsonElement value) {
    return cell(value, ResultTable::decimal);
  }

  /**
   * Returns a value as a reader's text: whole numbers with commas, several with slashes, none as a
   * dash.
   *
   * @param decimal returns the text of another number
   */
  public static String cell(JsonElement value, DoubleFunction<String> decimal) {
    if (value.isJsonNull()) {
      return NONE;
    }
    if (value.isJsonArray()) {
      return value.getAsJsonArray().asList().stream()
          .map(each -> cell(each, decimal))
          .collect(Collectors.joining(" / "));
    }
    if (!value.getAsJsonPrimitive().isNumber()) {
      return value.getAsString();
    }
    if (value.getAsString().matches("-?\\d+")) {
      return String.format(Locale.ROOT, "%,d", value.getAsLong());
    }
    return decimal.apply(value.getAsDouble());
  }

  private static String decimal(double number) {
    double size = Math.abs(number);
    return String.format(
        Locale.ROOT, size >= 1000 ? "%,.0f" : size >= 100 ? "%.1f" : "%.2f", number);
  }
}
