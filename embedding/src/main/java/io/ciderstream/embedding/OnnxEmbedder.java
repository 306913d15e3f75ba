package io.ciderstream.embedding;

import io.ciderstream.embedding.decode.InputSizes;
import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.embedding.infer.Network;
import io.ciderstream.embedding.infer.OnnxModels;
import io.ciderstream.embedding.infer.WarmUp;
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
   * The same for other input sizes than the model's own groups, for evaluation.
   *
   * @param sizes from the model's groups to what is used in their place
   */
  public static OnnxEmbedder open(
      EmbeddingOptions options, Function<SizeGroups, InputSizes> sizes) {
    OnnxModels file = new OnnxModels(options.model());
    List<Network> networks = new ArrayList<>();
    try {
      for (int i = 0; i < options.sessions(); i++) {
        networks.add(file.open(options.cuda(), options.threadsPerSession(), false));
        WarmUp.run(networks.getLast());
      }
      return new OnnxEmbedder(
          PipelineEmbedder.start(options, networks, sizes.apply(networks.getFirst().groups())));
    } catch (RuntimeException | Error e) {
      networks.forEach(Network::close);
      throw e;
    }
  }

  @Override
  public ModelFacts model() {
    return pipeline.model();
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
