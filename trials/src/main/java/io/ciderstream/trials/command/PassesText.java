package io.ciderstream.trials.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.ciderstream.terminal.MarkdownTable;
import io.ciderstream.trials.retrieval.PassFigures;
import java.util.List;

/** Writes the figures of one and two passes as a Markdown table and as JSON. */
final class PassesText {
  private final List<PassFigures> all;

  /**
   * Creates a text.
   *
   * @param all the single pass first
   */
  PassesText(List<PassFigures> all) {
    this.all = List.copyOf(all);
  }

  /** Returns a table of a line each, mAP in percent, and the ratio of the costs. */
  String markdown() {
    MarkdownTable table = new MarkdownTable();
    table.add("").add("pictures/s").add("CPU ms").add("decode ms").add("network ms");
    table.add("latency p50 ms").add("p99 ms");
    all.getFirst().maps().keySet().forEach(set -> table.add("mAP " + set));
    table.endHead();
    for (PassFigures figures : all) {
      table.add(figures.passes() == 1 ? "single pass" : "two passes");
      table.add("%.1f", figures.perSecond()).add("%.1f", figures.cpuMillis());
      table.add("%.1f", figures.decodeMillis()).add("%.1f", figures.inferMillis());
      table.add("%.1f", figures.latencyP50()).add("%.1f", figures.latencyP99());
      figures.maps().values().forEach(map -> table.add("%.2f", 100 * map));
      table.endRow();
    }
    PassFigures single = all.getFirst();
    PassFigures two = all.getLast();
    table.add("two / single");
    table.add("%.2f", two.perSecond() / single.perSecond());
    table.add("%.2f", two.cpuMillis() / single.cpuMillis());
    table.add("%.2f", two.decodeMillis() / single.decodeMillis());
    table.add("%.2f", two.inferMillis() / single.inferMillis());
    table.add("%.2f", two.latencyP50() / single.latencyP50());
    table.add("%.2f", two.latencyP99() / single.latencyP99());
    single.maps().keySet().forEach(set -> table.add(""));
    table.endRow();
    return table.toString();
  }

  /** Returns an array of an object each; mAP from 0 to 1. */
  String json() {
    JsonArray array = new JsonArray();
    for (PassFigures figures : all) {
      JsonObject one = new JsonObject();
      one.addProperty("passes", figures.passes());
      one.addProperty("model", figures.model());
      one.addProperty("pictures_per_second", figures.perSecond());
      one.addProperty("cpu_ms", figures.cpuMillis());
      one.addProperty("decode_ms", figures.decodeMillis());
      one.addProperty("network_ms", figures.inferMillis());
      one.addProperty("latency_p50_ms", figures.latencyP50());
      one.addProperty("latency_p99_ms", figures.latencyP99());
      one.add("map", MapsJson.of(figures.maps()));
      array.add(one);
    }
    return array.toString();
  }
}
