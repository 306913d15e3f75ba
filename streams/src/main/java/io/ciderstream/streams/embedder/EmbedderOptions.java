package io.ciderstream.streams.embedder;

/**
 * What the embedder writes.
 *
 * @param localFeatures whether descriptors have local features, if the model has them
 */
public record EmbedderOptions(boolean localFeatures) {
  /** Everything that the model has. */
  public static final EmbedderOptions DEFAULT = new EmbedderOptions(true);
}
