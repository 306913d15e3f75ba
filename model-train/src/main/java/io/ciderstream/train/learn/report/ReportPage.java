package io.ciderstream.train.learn.report;

import io.ciderstream.schemas.BoundingBox;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code report.html}: curves of a run, and queries with their first matches.
 *
 * @param name of the run
 * @param facts shown as a table
 * @param steps all so far
 * @param scores after epochs
 * @param sheet rows of a query and its first matches
 */
public record ReportPage(
    String name,
    Map<String, String> facts,
    List<StepFigures> steps,
    List<Score> scores,
    List<List<Sighting>> sheet) {
  private static final String STYLE =
      """
      body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem}
      table{border-collapse:collapse}td,th{text-align:left;padding:.15rem .8rem .15rem 0;vertical-align:top}
      figure{margin:1.2rem 0;max-width:44rem}figcaption{font-weight:600}
      .row{display:flex;gap:6px;margin:6px 0;flex-wrap:wrap}
      .p{position:relative;border:4px solid #999;width:128px}.p img{width:100%;display:block}
      .QUERY{border-color:#0b66c3}.RIGHT{border-color:#15803d}.WRONG{border-color:#ddd}
      .p i{position:absolute;border:2px solid #facc15;box-sizing:border-box}
      .p small{display:block;font-size:10px;overflow:hidden;white-space:nowrap}
      pre{background:#f4f4f5;padding:.8rem;overflow:auto}
      """;

  /**
   * A figure after an epoch.
   *
   * @param stage counted from 0
   * @param step steps done in the stage; 0 for the start
   * @param name such as {@code validation mAP}
   * @param value in percent
   */
  public record Score(int stage, long step, String name, double value) {}

  /** The page. */
  public String html() {
    StringBuilder page = new StringBuilder("<!doctype html><meta charset=\"utf-8\">\n");
    page.append("<title>").append(Html.escape(name)).append("</title><style>").append(STYLE);
    page.append("</style><h1>").append(Html.escape(name)).append("</h1>\n<table>");
    facts.forEach(
        (key, value) ->
            page.append("<tr><th>")
                .append(Html.escape(key))
                .append("<td>")
                .append(Html.escape(value)));
    page.append("</table>\n");
    List<Long> starts = starts();
    page.append(chart("Loss by step", starts, StepFigures::loss));
    page.append(chart("Accuracy by step", starts, StepFigures::accuracy));
    page.append(chart("Learning rate by step", starts, StepFigures::rate));
    page.append(scoreChart(starts).html());
    page.append(scoreTable());
    if (!sheet.isEmpty()) {
      page.append(
          "<h2>Queries and their first matches</h2><p>Blue: the query. Green: right.</p>\n");
      sheet.forEach(row -> page.append(row(row)));
    }
    return page.toString();
  }

  /** The first step of each stage, counted over all stages. */
  private List<Long> starts() {
    List<Long> starts = new ArrayList<>(List.of(0L));
    long count = 0;
    for (StepFigures step : steps) {
      while (starts.size() <= step.stage()) {
        starts.add(count);
      }
      count++;
    }
    scores.forEach(
        score -> {
          while (starts.size() <= score.stage()) {
            starts.add((long) steps.size());
          }
        });
    return starts;
  }

  private String chart(
      String title, List<Long> starts, java.util.function.ToDoubleFunction<StepFigures> value) {
    List<Curve.Point> points =
        steps.stream()
            .map(
                step ->
                    new Curve.Point(
                        starts.get(step.stage()) + step.step(), value.applyAsDouble(step)))
            .toList();
    return new SvgChart(title, List.of(new Curve("", points))).html();
  }

  private SvgChart scoreChart(List<Long> starts) {
    Map<String, List<Curve.Point>> curves = new LinkedHashMap<>();
    for (Score score : scores.stream().filter(one -> one.name().contains("mAP")).toList()) {
      curves
          .computeIfAbsent(score.name(), any -> new ArrayList<>())
          .add(new Curve.Point(starts.get(score.stage()) + score.step(), score.value()));
    }
    List<Curve> drawn = new ArrayList<>();
    curves.forEach((key, points) -> drawn.add(new Curve(key, points)));
    return new SvgChart("Mean average precision by step, %", drawn);
  }

  private String scoreTable() {
    if (scores.isEmpty()) {
      return "";
    }
    StringBuilder table = new StringBuilder("<table><tr><th>stage<th>step<th>figure<th>%");
    for (Score score : scores) {
      table.append(
          String.format(
              Locale.ROOT,
              "<tr><td>%d<td>%d<td>%s<td>%.2f",
              score.stage(),
              score.step(),
              Html.escape(score.name()),
              score.value()));
    }
    return table.append("</table>\n").toString();
  }

  private static String row(List<Sighting> row) {
    StringBuilder html = new StringBuilder("<div class=\"row\">");
    for (Sighting sighting : row) {
      html.append("<div class=\"p ")
          .append(sighting.kind())
          .append("\"><div style=\"position:relative\">");
      html.append("<img alt=\"\" src=\"data:image/jpeg;base64,");
      html.append(Base64.getEncoder().encodeToString(sighting.jpeg())).append("\">");
      sighting.boxes().forEach(box -> html.append(frame(box)));
      html.append("</div><small>").append(Html.escape(sighting.caption())).append("</small></div>");
    }
    return html.append("</div>\n").toString();
  }

  private static String frame(BoundingBox box) {
    return String.format(
        Locale.ROOT,
        "<i style=\"left:%.1f%%;top:%.1f%%;width:%.1f%%;height:%.1f%%\"></i>",
        100 * box.x1(),
        100 * box.y1(),
        100 * (box.x2() - box.x1()),
        100 * (box.y2() - box.y1()));
  }
}
