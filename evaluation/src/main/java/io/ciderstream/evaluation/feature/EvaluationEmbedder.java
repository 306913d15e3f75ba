package io.ciderstream.evaluation.feature;

import io.ciderstream.embedding.infer.ModelInfo;
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

  @Override
  void close();
}
