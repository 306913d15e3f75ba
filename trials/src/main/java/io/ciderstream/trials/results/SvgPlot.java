package io.ciderstream.trials.results;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a plot as SVG: lines with points, axes with marks, and a legend on the right. */
public final class SvgPlot {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 360;
  private static final int LEFT = 70;
  private static final int RIGHT = 190;
  private static final int TOP = 40;
  private static final int BOTTOM = 55;
  private static final int LEGEND_LINE = 20;
  private static final List<String> COLOURS =
      List.of("#1f6fb4", "#d9730d", "#2f8f4e", "#b3382c", "#7a4fb0", "#6b6b6b");

  private final ResultPlot plot;
  private final AxisScale x;
  private final AxisScale y;

  /** Creates the drawing of a plot. */
  public SvgPlot(ResultPlot plot) {
    this.plot = plot;
    this.x =
        AxisScale.of(
            plot.series().stream()
                .flatMap(series -> series.points().stream())
                .mapToDouble(PlotSeries.Point::x),
            plot.x().logarithmic());
    this.y =
        AxisScale.of(
            plot.series().stream()
                .flatMap(series -> series.points().stream())
                .mapToDouble(PlotSeries.Point::y),
            plot.y().logarithmic());
  }

  /** Returns the file's text. */
  public String text() {
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
        <rect width="%d" height="%d" fill="white"/>
        """
            .formatted(WIDTH, HEIGHT, WIDTH, HEIGHT));
    label(svg, WIDTH / 2.0, 22, "middle", plot.title(), "font-size=\"14\" font-weight=\"bold\"");
    axes(svg);
    for (int i = 0; i < plot.series().size(); i++) {
      series(svg, plot.series().get(i), COLOURS.get(i % COLOURS.size()), i);
    }
    return svg.append("</svg>\n").toString();
  }

  private void axes(StringBuilder svg) {
    for (double mark : x.marks()) {
      line(svg, left(mark), TOP, left(mark), HEIGHT - BOTTOM);
      label(svg, left(mark), HEIGHT - BOTTOM + 16, "middle", AxisScale.text(mark), "");
    }
    for (double mark : y.marks()) {
      line(svg, LEFT, top(mark), WIDTH - RIGHT, top(mark));
      label(svg, LEFT - 6, top(mark) + 4, "end", AxisScale.text(mark), "");
    }
    label(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 14, "middle", plot.x().title(), "");
    double middle = (TOP + HEIGHT - BOTTOM) / 2.0;
    String turned = String.format(Locale.ROOT, "transform=\"rotate(-90 16 %.1f)\"", middle);
    label(svg, 16, middle, "middle", plot.y().title(), turned);
  }

  private void series(StringBuilder svg, PlotSeries series, String colour, int number) {
    String points =
        series.points().stream()
            .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", left(point.x()), top(point.y())))
            .collect(Collectors.joining(" "));
    svg.append(
        "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/>\n"
            .formatted(colour, points));
    for (PlotSeries.Point point : series.points()) {
      dot(svg, left(point.x()), top(point.y()), colour);
    }
    double height = TOP + 10 + number * LEGEND_LINE;
    dot(svg, WIDTH - RIGHT + 16, height, colour);
    label(svg, WIDTH - RIGHT + 26, height + 4, "start", series.name(), "");
  }

  private double left(double value) {
    return LEFT + x.share(value) * (WIDTH - LEFT - RIGHT);
  }

  private double top(double value) {
    return HEIGHT - BOTTOM - y.share(value) * (HEIGHT - TOP - BOTTOM);
  }

  private static void line(StringBuilder svg, double x1, double y1, double x2, double y2) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#dddddd\"/>\n",
            x1,
            y1,
            x2,
            y2));
  }

  private static void dot(StringBuilder svg, double left, double top, String colour) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>\n",
            left,
            top,
            colour));
  }

  private static void label(
      StringBuilder svg, double left, double top, String anchor, String text, String more) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" %s>%s</text>\n",
            left,
            top,
            anchor,
            more,
            text.replace("&", "&amp;").replace("<", "&lt;")));
  }
}
