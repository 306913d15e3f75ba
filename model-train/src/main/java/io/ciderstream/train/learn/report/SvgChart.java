package io.ciderstream.train.learn.report;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A chart of curves as SVG within a page.
 *
 * @param curves by name in the legend; points in rising x. Without a point the chart is empty
 */
record SvgChart(String title, SequencedMap<String, List<Point>> curves) {
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

  record Point(double x, double y) {}

  String html() {
    List<Point> all = curves.values().stream().flatMap(Collection::stream).toList();
    if (all.isEmpty()) {
      return "";
    }
    Axis x = Axis.of(all, Point::x);
    Axis y = Axis.of(all, Point::y);
    StringBuilder legend = new StringBuilder();
    StringBuilder drawing = new StringBuilder();
    for (int i = 0; i <= LINES; i++) {
      double value = y.from + (y.to - y.from) * i / LINES;
      double at = row(y, value);
      drawing.append(
          format(
              "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>",
              LEFT, WIDTH, at, at));
      drawing.append(label(LEFT - 6, at + 4, "end", value));
    }
    drawing.append(label(LEFT, HEIGHT - 6, "start", x.from));
    drawing.append(label(WIDTH, HEIGHT - 6, "end", x.to));
    int number = 0;
    for (var curve : curves.entrySet()) {
      String colour = COLOURS.get(number++ % COLOURS.size());
      legend.append(
          " <span style=\"color:%s\">&#9644; %s</span>"
              .formatted(colour, ReportPage.escape(curve.getKey())));
      drawing.append(path(curve.getValue(), x, y, colour));
    }
    return """
        <figure><figcaption>%s%s</figcaption><svg viewBox="0 0 %d %d" role="img">%s</svg></figure>
        """
        .formatted(ReportPage.escape(title), legend, WIDTH, HEIGHT, drawing);
  }

  private static String label(double x, double y, String anchor, double value) {
    return format(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"11\">%.4g</text>",
        x, y, anchor, value);
  }

  private static String path(List<Point> points, Axis x, Axis y, String colour) {
    int every = Math.max(1, points.size() / POINTS);
    if (points.size() == 1) {
      return format(
          "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>",
          column(x, points.getFirst().x()), row(y, points.getFirst().y()), colour);
    }
    return "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\" points=\"%s\"/>"
        .formatted(
            colour,
            IntStream.iterate(0, i -> i < points.size(), i -> i + every)
                .mapToObj(points::get)
                .map(point -> format("%.1f,%.1f", column(x, point.x()), row(y, point.y())))
                .collect(Collectors.joining(" ")));
  }

  private static double column(Axis x, double value) {
    return LEFT + (WIDTH - LEFT) * x.share(value);
  }

  private static double row(Axis y, double value) {
    return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * y.share(value);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private record Axis(double from, double to) {
    static Axis of(List<Point> points, ToDoubleFunction<Point> coordinate) {
      double[] finite = points.stream().mapToDouble(coordinate).filter(Double::isFinite).toArray();
      double from = Double.POSITIVE_INFINITY;
      double to = Double.NEGATIVE_INFINITY;
      for (double value : finite) {
        from = Math.min(from, value);
        to = Math.max(to, value);
      }
      return from < to ? new Axis(from, to) : new Axis(to - 0.5, to + 0.5);
    }

    double share(double value) {
      return Math.clamp((value - from) / (to - from), 0, 1);
    }
  }
}
