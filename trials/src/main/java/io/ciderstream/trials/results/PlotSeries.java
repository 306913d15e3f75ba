package io.ciderstream.trials.results;

import java.util.List;

/**
 * A line of a plot.
 *
 * @param name in the legend
 * @param points from left to right
 */
public record PlotSeries(String name, List<Point> points) {
  /** A point. */
  public record Point(double x, double y) {}

  /** Copies the list. */
  public PlotSeries {
    points = List.copyOf(points);
  }
}
