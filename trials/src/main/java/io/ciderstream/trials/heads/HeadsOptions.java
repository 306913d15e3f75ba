package io.ciderstream.trials.heads;

import java.nio.file.Path;
import java.util.List;

/**
 * What is compared.
 *
 * @param config the recipe that all heads share; the head and the seed are set in it
 * @param settings {@code KEY=VALUE}, further keys that are set in it
 * @param data folder that the configuration's paths begin at
 * @param folder of the runs and of the table
 * @param heads names as in {@code network.head}, one at least, each once
 * @param seeds one at least, each once
 * @param threads that compute
 */
public record HeadsOptions(
    Path config,
    List<String> settings,
    Path data,
    Path folder,
    List<String> heads,
    List<Long> seeds,
    int threads) {
  public HeadsOptions {
    settings = List.copyOf(settings);
    heads = heads.stream().distinct().toList();
    seeds = seeds.stream().distinct().toList(); // a seed twice is one run
    if (heads.isEmpty() || seeds.isEmpty()) {
      throw new IllegalArgumentException("heads %s, seeds %s".formatted(heads, seeds));
    }
  }

  /** Returns the folder of a run. */
  Path run(String head, long seed) {
    return folder.resolve("%s-%d".formatted(head, seed));
  }
}
