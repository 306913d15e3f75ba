package io.ciderstream.trials.paper;

import io.ciderstream.embedding.result.AttentionMap;
import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.evaluation.feature.EvaluationImage;
import io.ciderstream.schemas.BoundingBox;
import java.util.Locale;

/** Writes pictures with their attention and boxes as parts of an HTML page. */
final class AttentionPage {
  static final String HEAD =
      """
      <!doctype html>
      <meta charset="utf-8">
      <title>Attention and boxes</title>
      <style>
      body { font: 14px sans-serif; margin: 16px }
      figure { display: inline-block; margin: 0 12px 16px 0; vertical-align: top }
      svg { display: block; height: 240px }
      </style>
      """;

  private static final double DARKEST = 0.7;

  private AttentionPage() {}

  /** Returns the picture, dark where there is no attention, with its boxes. */
  static String figure(String file, EvaluationImage query, Embedding embedding) {
    StringBuilder svg = new StringBuilder("<figure><svg viewBox=\"0 0 ");
    svg.append(embedding.width()).append(' ').append(embedding.height()).append("\">");
    svg.append("<image href=\"").append(file).append("\" width=\"").append(embedding.width());
    svg.append("\" height=\"").append(embedding.height()).append("\"/>");
    embedding.attention().ifPresent(map -> shade(map, embedding, svg));
    for (BoundingBox box : embedding.boxes()) {
      rectangle(
          svg,
          box.x1() * embedding.width(),
          box.y1() * embedding.height(),
          (box.x2() - box.x1()) * embedding.width(),
          (box.y2() - box.y1()) * embedding.height(),
          "fill=\"none\" stroke=\"#ffd400\" stroke-width=\"4\"");
    }
    String caption = query.id().replace("&", "&amp;").replace("<", "&lt;");
    return svg.append("</svg><figcaption>")
        .append(caption)
        .append("</figcaption></figure>\n")
        .toString();
  }

  private static void shade(AttentionMap map, Embedding embedding, StringBuilder svg) {
    double width = (double) embedding.width() / map.width();
    double height = (double) embedding.height() / map.height();
    for (int row = 0; row < map.height(); row++) {
      for (int column = 0; column < map.width(); column++) {
        String opacity = String.format(Locale.ROOT, "%.2f", DARKEST * (1 - map.at(row, column)));
        rectangle(
            svg, column * width, row * height, width, height, "opacity=\"%s\"".formatted(opacity));
      }
    }
  }

  private static void rectangle(
      StringBuilder svg, double x, double y, double width, double height, String look) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" %s/>",
            x,
            y,
            width,
            height,
            look));
  }
}
