package io.ciderstream.trials.retrieval;

import io.ciderstream.evaluation.rerank.RerankOptions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * What an addition to the search costs and finds.
 *
 * @param options the addition
 * @param prepareMillis to prepare the index, per picture of it
 * @param queryMillis to answer a query, without embedding it
 * @param maps mean average precision by evaluation set, 0 to 1
 */
public record RerankFigures(
    RerankOptions options,
    double prepareMillis,
    double queryMillis,
    SequencedMap<String, Double> maps) {
  public RerankFigures {
    maps = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(maps));
  }
}
