package io.ciderstream.train.learn.report;

import java.util.List;

/**
 * A line of a chart.
 *
 * @param name for the legend
 * @param points in rising x
 */
public record Curve(String name, List<Point> points) {
  public Curve {
    points = List.copyOf(points);
  }

  /** A point. */
  public record Point(double x, double y) {}
}
