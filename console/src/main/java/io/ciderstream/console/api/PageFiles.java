package io.ciderstream.console.api;

import java.util.List;

/** The files of the page. */
final class PageFiles {
  /** The first one is the page itself. */
  static final List<String> NAMES =
      List.of(
          "index.html",
          "style.css",
          "views.css",
          "icon.svg",
          "app.js",
          "activity.js",
          "address.js",
          "api.js",
          "cards.js",
          "charts.js",
          "copy.js",
          "detail.js",
          "dom.js",
          "expressions.js",
          "filter.js",
          "group.js",
          "heat.js",
          "kept.js",
          "letters.js",
          "query.js",
          "reference.js",
          "results.js",
          "scale.js",
          "scores.js",
          "select.js",
          "stage.js",
          "system.js",
          "tour.js",
          "upload.js",
          "verified.js",
          "uPlot.iife.min.js",
          "uPlot.min.css",
          "uPlot.LICENSE.txt");

  private PageFiles() {}
}
