package io.ciderstream.cli.evaluate;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ciderstream.evaluation.EvaluationReport;
import io.ciderstream.evaluation.metric.Figures;
import io.ciderstream.evaluation.rerank.RerankOptions;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a report as text, with figures in percent, and as JSON, with figures from 0 to 1. */
public final class ReportText {
  private static final int UNREADABLE_NAMED = 5;
  private static final JsonMapper JSON = new JsonMapper();

  private final String set;
  private final String model;
  private final String hash;
  private final String scaling;
  private final EvaluationReport report;
  private final RerankOptions rerank;

  /**
   * Creates a report text.
   *
   * @param set its name
   * @param model its name
   * @param hash its content hash
   * @param scaling the sizes at which pictures were embedded
   * @param rerank what the search added to the descriptors' scores
   */
  public ReportText(
      String set,
      String model,
      String hash,
      String scaling,
      EvaluationReport report,
      RerankOptions rerank) {
    this.rerank = rerank;
    this.set = set;
    this.model = model;
    this.hash = hash;
    this.scaling = scaling;
    this.report = report;
  }

  /** Returns a title, a line for each protocol, and remarks. */
  public String table() {
    StringBuilder text = new StringBuilder();
    text.append("%s, %s %s, %s%n".formatted(set, model, hash, scaling));
    if (!rerank.isNone()) {
      text.append("%s%n".formatted(rerank));
    }
    boolean precision = report.figures().stream().anyMatch(f -> !f.precisionAt().isEmpty());
    text.append("%-12s %8s %7s".formatted("", "queries", precision ? "mAP" : ""));
    report
        .figures()
        .getFirst()
        .precisionAt()
        .keySet()
        .forEach(k -> text.append("%8s".formatted("mP@" + k)));
    text.append('\n');
    for (Figures figures : report.figures()) {
      int queries = figures.precisionAt().isEmpty() ? report.queries() : figures.queries();
      text.append("%-12s %8d %7s".formatted(figures.name(), queries, percent(figures.map())));
      figures.precisionAt().values().forEach(p -> text.append("%8s".formatted(percent(p))));
      text.append('\n');
    }
    text.append("%d pictures searched in %s s".formatted(report.indexed(), seconds(report)));
    if (report.embedded() > 0) {
      text.append("; %d embedded, %.1f a second".formatted(report.embedded(), report.rate()));
    }
    if (!report.unreadable().isEmpty()) {
      text.append("%n%d pictures cannot be read:%n".formatted(report.unreadable().size()));
      text.append(
          report.unreadable().stream()
              .limit(UNREADABLE_NAMED)
              .map(line -> "  " + line)
              .collect(Collectors.joining("\n")));
    }
    return text.toString();
  }

  /**
   * Returns one JSON object with everything: figures with the average precision of each query in
   * the set's order, {@code null} where there is none.
   */
  public String json() {
    ObjectNode json = JSON.createObjectNode();
    json.put("set", set).put("model", model).put("model_hash", hash).put("sizes", scaling);
    if (!rerank.isNone()) {
      json.put("rerank", rerank.toString());
      number(json, "preparing_seconds", report.preparing().toNanos() / 1e9);
    }
    json.put("queries", report.queries()).put("indexed", report.indexed());
    json.put("described", report.embedded());
    number(json, "pictures_per_second", report.rate());
    number(json, "describing_seconds", report.embedding().toNanos() / 1e9);
    number(json, "searching_seconds", report.searching().toNanos() / 1e9);
    json.put("unreadable", report.unreadable().size());
    report.unreadable().forEach(json.putArray("unreadable_pictures")::add);
    ArrayNode all = json.putArray("figures");
    for (Figures figures : report.figures()) {
      ObjectNode one = all.addObject();
      one.put("name", figures.name()).put("queries", figures.queries());
      number(one, "map", figures.map());
      ObjectNode precision = one.putObject("precision_at");
      figures.precisionAt().forEach((k, value) -> number(precision, "" + k, value));
      ArrayNode each = one.putArray("average_precisions");
      figures.averagePrecisions().forEach(ap -> each.add(ap.isNaN() ? null : ap));
    }
    return json.toString();
  }

  private static void number(ObjectNode json, String key, double value) {
    if (Double.isFinite(value)) {
      json.put(key, value);
    } else {
      json.putNull(key);
    }
  }

  private static String seconds(EvaluationReport report) {
    return String.format(Locale.ROOT, "%.1f", report.searching().toMillis() / 1e3);
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.2f", 100 * share);
  }
}
