package io.ciderstream.train.learn.config;

import io.ciderstream.train.data.ImageSource;
import java.util.List;

/**
 * What is learned from.
 *
 * @param sources one at least
 * @param cacheBytes how much of the decoded pictures is kept
 * @param ahead how many steps are decoded while one is learned
 */
public record DataConfig(List<ImageSource> sources, long cacheBytes, int ahead) {
  public DataConfig {
    sources = List.copyOf(sources);
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("there is no source");
    }
  }
}
