package io.ciderstream.train.evaluate.feature;

import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.schemas.BoundingBox;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Embeds pictures. Any number of threads. */
public interface EvaluationEmbedder extends AutoCloseable {
  /** The model that embeds. */
  ModelInfo model();

  /** All else that its descriptors depend on, as text. */
  String settings();

  /** How many pictures must be under way to keep it busy. */
  int inFlight();

  /**
   * The descriptor, float32 of length 1; fails as {@link
   * io.ciderstream.embedding.ImageEmbedder#embed} does.
   */
  CompletableFuture<float[]> embed(byte[] content, Optional<BoundingBox> region);

  @Override
  void close();
}
