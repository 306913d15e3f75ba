package io.ciderstream.trials.results;

import java.util.List;

/**
 * A plot of a result.
 *
 * @param name of its file, without extension
 * @param title what it shows
 * @param x title and scale of the horizontal axis
 * @param y title and scale of the vertical axis
 * @param series the lines
 */
public record ResultPlot(String name, String title, Axis x, Axis y, List<PlotSeries> series) {
  /**
   * An axis.
   *
   * @param title with the unit
   * @param logarithmic whether equal distances are equal factors; its values must be positive
   */
  public record Axis(String title, boolean logarithmic) {
    /** Returns an axis from 0 on. */
    public static Axis linear(String title) {
      return new Axis(title, false);
    }

    /** Returns a logarithmic axis. */
    public static Axis logarithmic(String title) {
      return new Axis(title, true);
    }
  }

  /** Copies the list. */
  public ResultPlot {
    series = List.copyOf(series);
  }
}
