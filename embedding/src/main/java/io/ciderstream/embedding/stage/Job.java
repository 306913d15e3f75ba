package io.ciderstream.embedding.stage;

import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.schemas.BoundingBox;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One picture on its way to a descriptor.
 *
 * @param content the encoded picture
 * @param region the part to crop first
 * @param priority whose turn it is
 * @param memory bytes of native memory that its decode needs
 * @param result completed exactly once; who submitted it may cancel it
 */
public record Job(
    byte[] content,
    Optional<BoundingBox> region,
    Priority priority,
    long memory,
    CompletableFuture<Embedding> result) {

  /** Returns what a job fails with when the embedder is closed before it is done. */
  public static IllegalStateException closed() {
    return new IllegalStateException("The embedder is closed.");
  }
}
