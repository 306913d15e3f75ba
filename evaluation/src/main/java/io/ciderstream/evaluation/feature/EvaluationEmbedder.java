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

  /** Embeds a picture; fails as {@link io.ciderstream.embedding.ImageEmbedder#embed} does. */
  CompletableFuture<EvaluationEmbedding> embed(byte[] content, Optional<BoundingBox> region);

  /** Returns how the local features are compared; empty if the model has none. */
  default Optional<VerificationOptions> verification() {
    return Optional.empty();
  }

  @Override
  void close();
}
