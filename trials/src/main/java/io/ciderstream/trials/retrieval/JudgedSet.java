package io.ciderstream.trials.retrieval;

import io.ciderstream.evaluation.metric.Figures;
import io.ciderstream.evaluation.truth.RetrievalSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * An evaluation set of a benchmark.
 *
 * @param name what its figures are called if it has a single protocol; the first one of several
 * @param set what is searched for
 */
public record JudgedSet(String name, RetrievalSet set) {
  /** Returns the mean average precision by name, 0 to 1, one a protocol. */
  public SequencedMap<String, Double> maps(List<Figures> figures) {
    SequencedMap<String, Double> maps = new LinkedHashMap<>();
    for (Figures one : figures) {
      maps.put(maps.isEmpty() ? name : one.name(), one.map());
    }
    return maps;
  }
}
