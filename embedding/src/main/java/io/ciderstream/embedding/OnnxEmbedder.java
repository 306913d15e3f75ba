package io.ciderstream.embedding;

import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.embedding.decode.InputSizes;
import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.embedding.infer.InferenceModel;
import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.embedding.infer.OnnxModelFile;
import io.ciderstream.embedding.infer.WarmUp;
import io.ciderstream.embedding.local.VerificationOptions;
import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.CiderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Serves an ONNX model file. */
public final class OnnxEmbedder implements ImageEmbedder {
  private final PipelineEmbedder pipeline;

  private OnnxEmbedder(PipelineEmbedder pipeline) {
    this.pipeline = pipeline;
  }

  /**
   * Loads the model, tries it and starts the threads.
   *
   * @throws CiderException MODEL_MISSING or CUDA_UNAVAILABLE
   */
  public static OnnxEmbedder open(EmbeddingOptions options) {
    return open(options, groups -> groups);
  }

  /**
   * Returns the same for other input sizes than the model's own groups, for evaluation.
   *
   * @param sizes from the model's groups to what is used in their place
   */
  public static OnnxEmbedder open(
      EmbeddingOptions options, Function<SizeGroups, InputSizes> sizes) {
    OnnxModelFile file = new OnnxModelFile(options.model());
    List<InferenceModel> models = new ArrayList<>();
    try {
      for (int i = 0; i < options.inference().sessions(); i++) {
        models.add(
            file.open(options.inference().cuda(), options.inference().threadsPerSession(), false));
        WarmUp.run(models.getLast());
      }
      return new OnnxEmbedder(
          PipelineEmbedder.start(options, models, sizes.apply(models.getFirst().groups())));
    } catch (RuntimeException | Error e) {
      models.forEach(InferenceModel::close);
      throw e;
    }
  }

  @Override
  public ModelInfo model() {
    return pipeline.model();
  }

  @Override
  public Optional<VerificationOptions> verification() {
    return pipeline.verification();
  }

  @Override
  public CompletableFuture<Embedding> embed(
      byte[] content, Optional<BoundingBox> region, Priority priority) {
    return pipeline.embed(content, region, priority);
  }

  @Override
  public void close() {
    pipeline.close();
  }
}
