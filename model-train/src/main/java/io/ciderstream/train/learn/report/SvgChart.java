package io.ciderstream.train.learn.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A chart of curves as SVG, to stand within a page.
 *
 * @param title above it
 * @param curves at least one with a point, or the chart is empty
 */
record SvgChart(String title, List<Curve> curves) {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 220;
  private static final int LEFT = 64;
  private static final int BOTTOM = 24;
  private static final int TOP = 8;
  private static final int LINES = 4;
  private static final int POINTS = 600;
  private static final List<String> COLOURS =
      List.of(
          "#0b66c3", "#c2410c", "#15803d", "#7e22ce", "#475569", "#0e7490", "#be185d", "#a16207",
          "#000000");

  String html() {
    List<Curve.Point> all = curves.stream().flatMap(curve -> curve.points().stream()).toList();
    if (all.isEmpty()) {
      return "";
    }
    Axis x = Axis.of(all.stream().mapToDouble(Curve.Point::x).toArray());
    Axis y = Axis.of(all.stream().mapToDouble(Curve.Point::y).toArray());
    StringBuilder svg = new StringBuilder();
    svg.append("<figure><figcaption>").append(Html.escape(title));
    for (int i = 0; i < curves.size(); i++) {
      svg.append(
          " <span style=\"color:%s\">&#9644; %s</span>"
              .formatted(colour(i), Html.escape(curves.get(i).name())));
    }
    svg.append("</figcaption><svg viewBox=\"0 0 %d %d\" role=\"img\">".formatted(WIDTH, HEIGHT));
    for (int i = 0; i <= LINES; i++) {
      double at = y.from + (y.to - y.from) * i / LINES;
      svg.append(line(row(y, at), at));
    }
    svg.append(label(LEFT, HEIGHT - 6, "start", x.from))
        .append(label(WIDTH, HEIGHT - 6, "end", x.to));
    for (int i = 0; i < curves.size(); i++) {
      svg.append(path(curves.get(i), x, y, colour(i)));
    }
    return svg.append("</svg></figure>\n").toString();
  }

  private static String colour(int index) {
    return COLOURS.get(index % COLOURS.size());
  }

  private static String line(double at, double value) {
    return number(
            "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>",
            LEFT, WIDTH, at, at)
        + label(LEFT - 6, at + 4, "end", value);
  }

  private static String label(double x, double y, String anchor, double value) {
    return number(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"11\">%.4g</text>",
        x, y, anchor, value);
  }

  private static String path(Curve curve, Axis x, Axis y, String colour) {
    int every = Math.max(1, curve.points().size() / POINTS);
    List<String> points = new java.util.ArrayList<>();
    for (int i = 0; i < curve.points().size(); i += every) {
      Curve.Point point = curve.points().get(i);
      points.add(
          number("%.1f,%.1f", LEFT + (WIDTH - LEFT) * x.share(point.x()), row(y, point.y())));
    }
    if (points.size() == 1) {
      String[] at = points.getFirst().split(",");
      return "<circle cx=\"%s\" cy=\"%s\" r=\"3\" fill=\"%s\"/>".formatted(at[0], at[1], colour);
    }
    return "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\" points=\"%s\"/>"
        .formatted(colour, points.stream().collect(Collectors.joining(" ")));
  }

  private static double row(Axis y, double value) {
    return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * y.share(value);
  }

  private static String number(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private record Axis(double from, double to) {
    static Axis of(double[] values) {
      double from = Double.POSITIVE_INFINITY;
      double to = Double.NEGATIVE_INFINITY;
      for (double value : values) {
        if (Double.isFinite(value)) {
          from = Math.min(from, value);
          to = Math.max(to, value);
        }
      }
      return from < to ? new Axis(from, to) : new Axis(to - 0.5, to + 0.5);
    }

    double share(double value) {
      return Math.clamp((value - from) / (to - from), 0, 1);
    }
  }
}
