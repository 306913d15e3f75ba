package io.ciderstream.train.learn.report;

import io.ciderstream.schemas.BoundingBox;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * {@code report.html}: curves of a run, and queries with their first matches.
 *
 * @param facts shown as a table
 * @param config every key of the run, as YAML
 * @param scores after epochs
 * @param losses of the evaluations, each under its name
 * @param sheet rows of a query and its first matches
 */
public record ReportPage(
    String name,
    Map<String, String> facts,
    String config,
    List<StepFigures> steps,
    List<Score> scores,
    List<Score> losses,
    List<List<ReportImage>> sheet) {
  private static final String PAGE =
      """
      <!doctype html><meta charset="utf-8">
      <title>%1$s</title><style>
      body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem}
      table{border-collapse:collapse}td,th{text-align:left;padding:.15rem .8rem .15rem 0;vertical-align:top}
      figure{margin:1.2rem 0;max-width:44rem}figcaption{font-weight:600}
      .row{display:flex;gap:6px;margin:6px 0;flex-wrap:wrap}
      .p{position:relative;border:4px solid #999;width:128px}.p img{width:100%%;display:block}
      .QUERY{border-color:#0b66c3}.RIGHT{border-color:#15803d}.WRONG{border-color:#ddd}
      .p i{position:absolute;border:2px solid #facc15;box-sizing:border-box}
      .p small{display:block;font-size:10px;overflow:hidden;white-space:nowrap}
      pre{background:#f4f4f5;padding:.8rem;overflow:auto}
      </style><h1>%1$s</h1>
      <table>%2$s</table>
      %3$s
      """;
  private static final String IMAGE =
      """
      <div class="p %s"><div style="position:relative">\
      <img alt="" src="data:image/jpeg;base64,%s">%s</div><small>%s</small></div>""";

  /**
   * A figure after an epoch.
   *
   * @param stage counted from 0
   * @param step steps done in the stage; 0 for the start
   * @param name such as {@code validation mAP}
   * @param value in percent; a loss as it is
   */
  public record Score(int stage, long step, String name, double value) {}

  /** Returns the page. */
  public String html() {
    List<Long> starts = starts();
    StringBuilder body = new StringBuilder();
    body.append(chart("Loss by step", starts, StepFigures::loss));
    body.append(partsChart(starts).html());
    body.append(chart("Accuracy by step", starts, StepFigures::accuracy));
    body.append(chart("Learning rate by step", starts, StepFigures::rate));
    body.append(chart("Share of the time that a step waited for pictures", starts, waiting()));
    body.append(chart("Pictures a second", starts, StepFigures::speed));
    body.append(chart("Resident memory of the process, MB", starts, StepFigures::resident));
    body.append(lossChart(starts).html());
    body.append(scoreChart(starts).html());
    if (!scores.isEmpty()) {
      body.append("<table><tr><th>stage<th>step<th>figure<th>%");
      scores.forEach(score -> body.append(row(score)));
      body.append("</table>\n");
    }
    if (!sheet.isEmpty()) {
      body.append(
          "<h2>Queries and their first matches</h2><p>Blue: the query. Green: right.</p>\n");
      sheet.forEach(row -> body.append(row(row)));
    }
    body.append(
        "<details><summary>Configuration</summary><pre>%s</pre></details>"
            .formatted(escape(config)));
    String table =
        facts.entrySet().stream()
            .map(
                fact ->
                    "<tr><th>%s<td>%s".formatted(escape(fact.getKey()), escape(fact.getValue())))
            .collect(Collectors.joining());
    return PAGE.formatted(escape(name), table, body);
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** Returns the first step of each stage, counted over all stages. */
  private List<Long> starts() {
    List<Long> starts = new ArrayList<>(List.of(0L));
    long count = 0;
    for (StepFigures step : steps) {
      while (starts.size() <= step.stage()) {
        starts.add(count);
      }
      count++;
    }
    for (Score score : scores) {
      while (starts.size() <= score.stage()) {
        starts.add((long) steps.size());
      }
    }
    return starts;
  }

  private String chart(String title, List<Long> starts, ToDoubleFunction<StepFigures> value) {
    SequencedMap<String, List<SvgChart.Point>> curve = new LinkedHashMap<>();
    curve.put(
        "",
        steps.stream()
            .map(
                step ->
                    new SvgChart.Point(
                        starts.get(step.stage()) + step.step(), value.applyAsDouble(step)))
            .toList());
    return new SvgChart(title, curve).html();
  }

  /** Draws the terms that any step has; none if the loss is a single one. */
  private SvgChart partsChart(List<Long> starts) {
    SequencedMap<String, List<SvgChart.Point>> curves = new LinkedHashMap<>();
    for (StepFigures step : steps) {
      step.parts()
          .byName()
          .forEach(
              (name, value) ->
                  curves
                      .computeIfAbsent(name, any -> new ArrayList<>())
                      .add(new SvgChart.Point(starts.get(step.stage()) + step.step(), value)));
    }
    curves.values().removeIf(points -> points.stream().allMatch(point -> point.y() == 0));
    if (curves.size() < 2) {
      curves.clear();
    }
    return new SvgChart("Parts of the loss by step, with their weights", curves);
  }

  private static ToDoubleFunction<StepFigures> waiting() {
    return step -> step.seconds() > 0 ? step.waited() / step.seconds() : 0;
  }

  private SvgChart scoreChart(List<Long> starts) {
    List<Score> shown = scores.stream().filter(score -> score.name().contains("mAP")).toList();
    return new SvgChart("Mean average precision by step, %", curves(shown, starts));
  }

  private SvgChart lossChart(List<Long> starts) {
    return new SvgChart("Loss of the evaluations by step", curves(losses, starts));
  }

  private static SequencedMap<String, List<SvgChart.Point>> curves(
      List<Score> scores, List<Long> starts) {
    SequencedMap<String, List<SvgChart.Point>> curves = new LinkedHashMap<>();
    for (Score score : scores) {
      curves
          .computeIfAbsent(score.name(), any -> new ArrayList<>())
          .add(new SvgChart.Point(starts.get(score.stage()) + score.step(), score.value()));
    }
    return curves;
  }

  private static String row(Score score) {
    return String.format(
        Locale.ROOT,
        "<tr><td>%d<td>%d<td>%s<td>%.2f",
        score.stage(),
        score.step(),
        escape(score.name()),
        score.value());
  }

  private static String row(List<ReportImage> row) {
    return row.stream()
        .map(
            image ->
                IMAGE.formatted(
                    image.kind(),
                    Base64.getEncoder().encodeToString(image.jpeg()),
                    image.boxes().stream().map(ReportPage::frame).collect(Collectors.joining()),
                    escape(image.caption())))
        .collect(Collectors.joining("", "<div class=\"row\">", "</div>\n"));
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
