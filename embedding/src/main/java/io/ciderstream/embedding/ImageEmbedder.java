package io.ciderstream.embedding;

import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.embedding.local.VerificationOptions;
import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.schemas.BoundingBox;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * An image in, a descriptor out. Safe for use by any number of threads; decoding and inference run
 * on its own threads.
 */
public interface ImageEmbedder extends AutoCloseable {
  /** Returns the model in use. */
  ModelInfo model();

  /**
   * Returns a text of all that determines an embedding besides the picture. Embedders of the same
   * fingerprint make the same embedding of the same picture, so that one may be kept and used
   * again.
   */
  default String fingerprint() {
    return model().toString();
  }

  /** Returns how the local features of its embeddings are compared; empty if they have none. */
  default Optional<VerificationOptions> verification() {
    return Optional.empty();
  }

  /**
   * Decodes and embeds one picture. Never blocks. Pictures to ingest wait without a bound, so the
   * caller bounds what it submits, which it holds in memory anyway. As a guard, this project's
   * embedder rejects queries beyond 10,000 that wait or, in bytes, a quarter of the largest heap.
   *
   * @param content the encoded picture
   * @param region the part to crop first; empty for the whole picture
   * @param priority whose turn it is
   * @return completes with the embedding, or exceptionally: with a {@link
   *     io.ciderstream.schemas.CiderException} of kind INPUT whose code says what is wrong with the
   *     picture; of code EMBEDDER_BUSY if too many queries wait already or the machine gives the
   *     decode no time; with an {@link IllegalStateException} if the embedder is closed; or with
   *     any other exception or error that the decode or the network had with this very picture,
   *     such as {@link OutOfMemoryError}, which is not proved to be the picture's fault. Cancelling
   *     it spares work that has not begun
   */
  CompletableFuture<Embedding> embed(
      byte[] content, Optional<BoundingBox> region, Priority priority);

  @Override
  void close();
}
