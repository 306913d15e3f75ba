package io.ciderstream.evaluation.feature;

import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.embedding.local.VerificationOptions;
import io.ciderstream.schemas.BoundingBox;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Embeds pictures. Any number of threads. */
public interface EvaluationEmbedder extends AutoCloseable {
  /** Returns the model that embeds. */
  ModelInfo model();

  /** Returns all else that its descriptors depend on, as text. */
  String settings();

  /** Returns how many pictures must be in flight to keep it busy. */
  int inFlight();

  /**
   * Returns the descriptor, float32 of length 1; fails as {@link
   * io.ciderstream.embedding.ImageEmbedder#embed} does.
   */
  CompletableFuture<float[]> embed(byte[] content, Optional<BoundingBox> region);

  /** Returns how the local features that it describes are compared; empty if it has none. */
  default Optional<VerificationOptions> verification() {
    return Optional.empty();
  }

  /** Returns the descriptor with the local features; fails as {@link #embed} does. */
  default CompletableFuture<Description> describe(byte[] content, Optional<BoundingBox> region) {
    return embed(content, region).thenApply(vector -> new Description(vector, Optional.empty()));
  }

  @Override
  void close();
}
