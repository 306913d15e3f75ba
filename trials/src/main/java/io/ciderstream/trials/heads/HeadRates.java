package io.ciderstream.trials.heads;

import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.trials.measure.Median;
import io.ciderstream.trials.pictures.BareRates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * Measures how many pictures a second exported models embed on one thread. The models are measured
 * in turn, round after round, so that a machine that is slow for a while slows all.
 *
 * @param embedding how pictures are embedded with a model
 * @param pictures encoded pictures, all readable
 * @param rounds how often to measure; medians count
 */
public record HeadRates(
    Function<Path, EmbeddingOptions> embedding, List<Path> pictures, int rounds) {
  public HeadRates {
    pictures = List.copyOf(pictures);
  }

  /**
   * Measures each model.
   *
   * @param models by name
   */
  Map<String, Double> of(SequencedMap<String, Path> models) {
    Map<String, List<Double>> measured = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      models.forEach(
          (name, model) ->
              measured
                  .computeIfAbsent(name, key -> new ArrayList<>())
                  .add(BareRates.of(embedding.apply(model), pictures).oneThread()));
    }
    Map<String, Double> medians = new LinkedHashMap<>();
    measured.forEach((name, rates) -> medians.put(name, Median.of(rates)));
    return medians;
  }
}
