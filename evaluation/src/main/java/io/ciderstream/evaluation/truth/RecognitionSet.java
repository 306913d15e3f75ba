package io.ciderstream.evaluation.truth;

import io.ciderstream.evaluation.feature.EvaluationImage;
import java.util.List;
import java.util.Set;

/**
 * Pictures to recognise by their nearest neighbour.
 *
 * @param queries to recognise
 * @param landmarks that each query shows; none for most
 * @param index pictures whose landmark is known
 * @param labels the landmark of each picture of the index
 */
public record RecognitionSet(
    List<EvaluationImage> queries,
    List<Set<String>> landmarks,
    List<EvaluationImage> index,
    List<String> labels) {
  /** Checks that the lists fit. */
  public RecognitionSet {
    queries = List.copyOf(queries);
    landmarks = List.copyOf(landmarks);
    index = List.copyOf(index);
    labels = List.copyOf(labels);
    if (queries.size() != landmarks.size() || index.size() != labels.size()) {
      throw new IllegalArgumentException(
          "%d queries, %d truths, %d pictures, %d labels"
              .formatted(queries.size(), landmarks.size(), index.size(), labels.size()));
    }
  }
}
