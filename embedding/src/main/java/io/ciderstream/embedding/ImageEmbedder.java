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
   * Decodes and describes one picture. Never blocks; the caller bounds what it submits. As a guard,
   * an embedder of ours refuses what exceeds 10,000 waiting pictures or, in bytes, a quarter of the
   * largest heap.
   *
   * @param content the encoded picture
   * @param region the part to crop first; empty for the whole picture
   * @param priority whose turn it is
   * @return completes with the embedding, or exceptionally: with a {@link
   *     io.ciderstream.schemas.CiderException} of kind INPUT whose code says what is wrong with the
   *     picture, of code EMBEDDER_BUSY if too much waits already, or with an {@link
   *     IllegalStateException} if the network failed or the embedder is closed. Cancelling it
   *     spares work that has not begun
   */
  CompletableFuture<Embedding> embed(byte[] content, Optional<Box> region, Priority priority);

  @Override
  void close();
}
