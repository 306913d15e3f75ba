package io.ciderstream.trials.engine;

import io.ciderstream.embedding.ImageEmbedder;
import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.embedding.result.StageTimes;
import io.ciderstream.schemas.BoundingBox;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Returns the same descriptor for everything at once, without decoding. Any thread. */
final class FreeEmbedder implements ImageEmbedder {
  private static final StageTimes NO_TIME = new StageTimes(0, 0, 0);

  private final ModelInfo model;
  private final float[] vector;

  /** Creates an embedder of this dimension. */
  FreeEmbedder(int dimension) {
    this.model = new ModelInfo("free", "000000000000", dimension);
    this.vector = new float[dimension];
    vector[0] = 1;
  }

  @Override
  public ModelInfo model() {
    return model;
  }

  @Override
  public CompletableFuture<Embedding> embed(
      byte[] content, Optional<BoundingBox> region, Priority priority) {
    return CompletableFuture.completedFuture(
        new Embedding(
            vector.clone(), List.of(), Optional.empty(), Optional.empty(), 1, 1, NO_TIME));
  }

  @Override
  public void close() {}
}
