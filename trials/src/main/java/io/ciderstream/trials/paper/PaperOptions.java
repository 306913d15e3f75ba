package io.ciderstream.trials.paper;

import java.nio.file.Path;
import java.util.List;

/**
 * How the parts are made.
 *
 * @param recipes folder of the training configurations
 * @param seeds of trainings, one at least, each once
 * @param pictures JPEGs that rates are measured on
 * @param rounds how often rates are measured
 * @param threads that compute
 */
public record PaperOptions(Path recipes, List<Long> seeds, int pictures, int rounds, int threads) {
  public PaperOptions {
    seeds = seeds.stream().distinct().toList(); // a seed twice is one training
  }
}
