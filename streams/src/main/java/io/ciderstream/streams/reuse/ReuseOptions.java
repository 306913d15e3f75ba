package io.ciderstream.streams.reuse;

import java.nio.file.Path;

/**
 * How much the embedder keeps to use again.
 *
 * @param folder of the stores, one for each instance that runs on it; everything in it may be
 *     deleted while none runs
 * @param bytes most bytes of files of one store, 1 or more; the oldest embeddings leave first
 * @param localFeatures whether they are kept with their local features, if the model has them
 */
public record ReuseOptions(Path folder, long bytes, boolean localFeatures) {
  /** Rejects a size below 1. */
  public ReuseOptions {
    if (bytes < 1) {
      throw new IllegalArgumentException("A store of %d bytes keeps nothing.".formatted(bytes));
    }
  }
}
