package io.ciderstream.trials.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.ciderstream.terminal.MarkdownTable;
import io.ciderstream.trials.results.BenchResult;
import io.ciderstream.trials.results.ResultRow;
import io.ciderstream.trials.results.ResultTable;
import io.ciderstream.trials.retrieval.WeightsFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
    result().asJson().entrySet().forEach(entry -> json.add(entry.getKey(), entry.getValue()));
    return json.toString();
  }

  /** Returns what the performance report shows. */
  private BenchResult result() {
    List<JsonObject> accuracy = new ArrayList<>();
    for (WeightsFigures.Row row : figures.rows()) {
      JsonObject cells =
          ResultRow.of("queries", row.queries(), "index", row.index(), "verified", row.verified());
      row.maps().forEach((set, map) -> cells.addProperty("mAP " + set, 100 * map));
      accuracy.add(cells);
    }
    BenchResult.Builder result =
        BenchResult.of("weights")
            .table(
                new ResultTable(
                    "Processor time on one thread",
                    List.of(
                        ResultRow.of(
                            "fp32 ms", figures.costs().millis(),
                            "int8 ms", figures.costs().otherMillis(),
                            "fp32 / int8", figures.costs().ratio()))))
            .table(new ResultTable("Accuracy", accuracy))
            .figure("int8 / fp32", figures.costs().ratio());
    plain("fp32")
        .forEach(
            (set, map) -> result.figure("mAP lost, " + set, 100 * (map - plain("int8").get(set))));
    return result.build();
  }

  /** Returns mAP with the same weights on both sides and no verification, by set. */
  private Map<String, Double> plain(String weights) {
    return figures.rows().stream()
        .filter(row -> row.queries().equals(weights) && row.index().equals(weights))
        .filter(row -> row.verified() == 0)
        .findFirst()
        .orElseThrow()
        .maps();
  }
}
