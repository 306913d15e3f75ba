package io.ciderstream.overlap.verify;

import io.ciderstream.evaluation.feature.EvaluationImage;
import java.util.List;

/**
 * The evaluation pictures, and their mirrored copies in the same order.
 *
 * @param plain the pictures, queries with their boxes
 * @param mirrored the copies
 */
public record QueryPictures(List<EvaluationImage> plain, List<EvaluationImage> mirrored) {
  public QueryPictures {
    plain = List.copyOf(plain);
    mirrored = List.copyOf(mirrored);
  }
}
