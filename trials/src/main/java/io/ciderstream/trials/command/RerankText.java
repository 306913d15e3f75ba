package io.ciderstream.trials.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.ciderstream.terminal.MarkdownTable;
import io.ciderstream.trials.retrieval.RerankFigures;
import java.util.List;

/** Writes what additions to the search cost and gain, as a Markdown table and as JSON. */
final class RerankText {
  private final List<RerankFigures> all;

  RerankText(List<RerankFigures> all) {
    this.all = List.copyOf(all);
  }

  /** Returns a table of a line each, mAP in percent. */
  String markdown() {
    MarkdownTable table = new MarkdownTable();
    table.add("search");
    all.getFirst().maps().keySet().forEach(set -> table.add("mAP " + set));
    table.add("ms a query").add("ms a picture, once").endHead();
    for (RerankFigures figures : all) {
      table.add(figures.options().toString());
      figures.maps().values().forEach(map -> table.add("%.2f", 100 * map));
      table.add("%.2f", figures.queryMillis()).add("%.2f", figures.prepareMillis()).endRow();
    }
    return table.toString();
  }

  /** Returns an array of an object each; mAP from 0 to 1. */
  String json() {
    JsonArray array = new JsonArray();
    for (RerankFigures figures : all) {
      JsonObject one = new JsonObject();
      one.addProperty("search", figures.options().toString());
      one.add("map", MapsJson.of(figures.maps()));
      one.addProperty("query_ms", figures.queryMillis());
      one.addProperty("prepare_ms_per_picture", figures.prepareMillis());
      array.add(one);
    }
    return array.toString();
  }
}
