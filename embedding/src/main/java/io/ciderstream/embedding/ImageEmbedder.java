package io.ciderstream.embedding;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * An image in, a descriptor out. Safe for use by any number of threads; decoding and inference run
 * on threads of its own.
 */
public interface ImageEmbedder extends AutoCloseable {
  /** The model that is served. */
  ModelFacts model();

  /**
   * Decodes and describes one picture. Never blocks for the work itself.
   *
   * @param content the encoded picture
   * @param region the part to crop first; empty for the whole picture
   * @param priority whose turn it is
   * @return completes with the embedding, or exceptionally with a {@link
   *     io.ciderstream.schemas.CiderException} whose code says what is wrong with the picture
   */
  CompletableFuture<Embedding> embed(byte[] content, Optional<Box> region, Priority priority);

  @Override
  void close();
}
