package io.ciderstream.streams.embedder;

import io.ciderstream.streams.reuse.ReuseOptions;
import java.util.Optional;

/**
 * What the embedder writes, and what it keeps to use again.
 *
 * @param localFeatures whether descriptors have local features, if the model has them
 * @param reuse the store of embeddings; without it every picture is embedded
 */
public record EmbedderOptions(boolean localFeatures, Optional<ReuseOptions> reuse) {
  /** Everything that the model has, made for each picture. */
  public static final EmbedderOptions DEFAULT = new EmbedderOptions(true, Optional.empty());
}
