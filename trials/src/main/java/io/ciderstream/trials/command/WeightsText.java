package io.ciderstream.trials.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.ciderstream.terminal.MarkdownTable;
import io.ciderstream.trials.retrieval.WeightsFigures;
import java.util.Locale;

/** Writes how int8 compares with fp32, as Markdown and as JSON. */
final class WeightsText {
  private final WeightsFigures figures;

  WeightsText(WeightsFigures figures) {
    this.figures = figures;
  }

  /** Returns a line of the cost, a table of the cosines and one of the accuracy in percent. */
  String markdown() {
    return String.format(
        Locale.ROOT,
        "%s: fp32 %.2f ms, int8 %.2f ms a picture of processor time on one thread, %.2f times faster%n%n%s%n%n%s",
        figures.model(),
        figures.costs().millis(),
        figures.costs().otherMillis(),
        figures.costs().ratio(),
        cosines(),
        maps());
  }

  private String cosines() {
    MarkdownTable table = new MarkdownTable();
    table.add("cosine of int8 to fp32").add("pictures").add("mean").add("p1").add("least");
    table.endHead();
    figures
        .cosines()
        .forEach(
            (set, cosines) -> {
              table.add(set).add("%.0f", cosines.pictures()).add("%.4f", cosines.mean());
              table.add("%.4f", cosines.percentile()).add("%.4f", cosines.least()).endRow();
            });
    return table.toString();
  }

  private String maps() {
    MarkdownTable table = new MarkdownTable();
    table.add("queries").add("index").add("verified");
    figures.rows().getFirst().maps().keySet().forEach(set -> table.add("mAP " + set));
    table.endHead();
    for (WeightsFigures.Row row : figures.rows()) {
      table.add(row.queries()).add(row.index());
      table.add(row.verified() == 0 ? "none" : "first " + row.verified());
      row.maps().values().forEach(map -> table.add("%.2f", 100 * map));
      table.endRow();
    }
    return table.toString();
  }

  /** Returns an object; mAP from 0 to 1. */
  String json() {
    JsonObject json = new JsonObject();
    json.addProperty("model", figures.model());
    json.addProperty("fp32_ms", figures.costs().millis());
    json.addProperty("int8_ms", figures.costs().otherMillis());
    json.addProperty("fp32_ms_per_int8_ms", figures.costs().ratio());
    JsonObject cosines = new JsonObject();
    figures
        .cosines()
        .forEach(
            (set, values) -> {
              JsonObject one = new JsonObject();
              one.addProperty("pictures", values.pictures());
              one.addProperty("mean", values.mean());
              one.addProperty("p1", values.percentile());
              one.addProperty("least", values.least());
              cosines.add(set, one);
            });
    json.add("cosine", cosines);
    JsonArray rows = new JsonArray();
    for (WeightsFigures.Row row : figures.rows()) {
      JsonObject one = new JsonObject();
      one.addProperty("queries", row.queries());
      one.addProperty("index", row.index());
      one.addProperty("verified", row.verified());
      one.add("map", MapsJson.of(row.maps()));
      rows.add(one);
    }
    json.add("rows", rows);
    return json.toString();
  }
}
