package io.ciderstream.evaluation;

import io.ciderstream.evaluation.metric.Figures;
import java.time.Duration;
import java.util.List;

/**
 * The result of an evaluation.
 *
 * @param figures one a protocol
 * @param queries how many there are
 * @param indexed how many pictures were searched
 * @param unreadable why pictures have no descriptor; such a query found nothing, such a picture was
 *     last in every ranking
 * @param embedded pictures that were embedded now, not kept from before
 * @param embedding how long that took
 * @param preparing how long the index was prepared for re-ranking; 0 without
 * @param searching how long search and judgement took after that
 */
public record EvaluationReport(
    List<Figures> figures,
    int queries,
    int indexed,
    List<String> unreadable,
    int embedded,
    Duration embedding,
    Duration preparing,
    Duration searching) {
  public EvaluationReport {
    figures = List.copyOf(figures);
    unreadable = List.copyOf(unreadable);
  }

  /** Returns the pictures embedded per second, decoding and all; NaN if there was none to embed. */
  public double rate() {
    return embedded == 0 ? Double.NaN : embedded * 1e9 / embedding.toNanos();
  }
}
