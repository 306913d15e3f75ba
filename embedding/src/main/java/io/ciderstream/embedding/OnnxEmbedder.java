package io.ciderstream.embedding;

import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.embedding.decode.Decoder;
import io.ciderstream.embedding.decode.InputSizes;
import io.ciderstream.embedding.decode.PixelBuffers;
import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.embedding.infer.InferenceModel;
import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.embedding.infer.OnnxModelFile;
import io.ciderstream.embedding.infer.WarmUp;
import io.ciderstream.embedding.local.VerificationOptions;
import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.embedding.settings.EmbeddingSettings;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.CiderException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Serves an ONNX model file, in a single pass or in two. */
public final class OnnxEmbedder implements ImageEmbedder {
  private final ImageEmbedder embedder;

  private OnnxEmbedder(ImageEmbedder embedder) {
    this.embedder = embedder;
  }

  /**
   * Loads the model, tries it and starts the threads.
   *
   * @throws CiderException MODEL_MISSING or CUDA_UNAVAILABLE; SETTING_INVALID if two passes are
   *     asked for and the localiser has no attention
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
    return new OnnxEmbedder(
        options.passes().isTwo()
            ? twoPasses(options, sizes)
            : pipeline(modelOf(options), options, sizes, model -> {}));
  }

  /**
   * Returns the same behind another decoder, so that inference can be measured without decoding.
   *
   * @param options with a single pass
   */
  public static OnnxEmbedder openBehind(Decoder decoder, EmbeddingOptions options) {
    List<InferenceModel> models = new ArrayList<>();
    return new OnnxEmbedder(
        started(
            modelOf(options),
            options,
            models,
            () -> PipelineEmbedder.start(options, models, decoder, new PixelBuffers(false))));
  }

  /** A model that is both localiser and describer has one pipeline. */
  private static ImageEmbedder twoPasses(
      EmbeddingOptions options, Function<SizeGroups, InputSizes> sizes) {
    Optional<Path> file = options.passes().localiser();
    EmbeddingOptions each = file.isEmpty() ? options : halfMemory(options);
    OnnxModelFile first =
        file.map(other -> new OnnxModelFile(other, EmbeddingSettings.LOCALISER_FILE))
            .orElseGet(() -> modelOf(options));
    PipelineEmbedder localiser = pipeline(first, each, sizes, WarmUp::requireAttention);
    if (file.isEmpty()) {
      return twoPasses(localiser, localiser, localiser::close);
    }
    try {
      PipelineEmbedder describer = pipeline(modelOf(each), each, sizes, model -> {});
      return twoPasses(
          localiser,
          describer,
          () -> {
            localiser.close();
            describer.close();
          });
    } catch (RuntimeException | Error e) {
      localiser.close();
      throw e;
    }
  }

  private static ImageEmbedder twoPasses(
      PipelineEmbedder localiser, PipelineEmbedder describer, Runnable close) {
    return new TwoPassEmbedder(
        ModelIdentity.twoPasses(localiser.model(), describer.model()),
        localiser.verification(),
        localiser::embed,
        describer::embedNext,
        close);
  }

  private static EmbeddingOptions halfMemory(EmbeddingOptions options) {
    DecodeOptions decode = options.decode();
    return options.withDecode(
        new DecodeOptions(
            decode.threads(), decode.limits(), decode.timeout(), Math.ceilDiv(decode.memory(), 2)));
  }

  private static OnnxModelFile modelOf(EmbeddingOptions options) {
    return new OnnxModelFile(options.model());
  }

  private static PipelineEmbedder pipeline(
      OnnxModelFile file,
      EmbeddingOptions options,
      Function<SizeGroups, InputSizes> sizes,
      Consumer<InferenceModel> check) {
    List<InferenceModel> models = new ArrayList<>();
    return started(
        file,
        options,
        models,
        () -> {
          check.accept(models.getFirst());
          return PipelineEmbedder.start(options, models, sizes.apply(models.getFirst().groups()));
        });
  }

  /** Opens the sessions into the list and starts a pipeline on them. */
  private static PipelineEmbedder started(
      OnnxModelFile file,
      EmbeddingOptions options,
      List<InferenceModel> models,
      Supplier<PipelineEmbedder> start) {
    try {
      for (int i = 0; i < options.inference().sessions(); i++) {
        models.add(
            file.open(options.inference().cuda(), options.inference().threadsPerSession(), false));
        WarmUp.run(models.getLast());
      }
      return start.get();
    } catch (RuntimeException | Error e) {
      models.forEach(InferenceModel::close);
      throw e;
    }
  }

  @Override
  public ModelInfo model() {
    return embedder.model();
  }

  @Override
  public Optional<VerificationOptions> verification() {
    return embedder.verification();
  }

  @Override
  public CompletableFuture<Embedding> embed(
      byte[] content, Optional<BoundingBox> region, Priority priority) {
    return embedder.embed(content, region, priority);
  }

  @Override
  public void close() {
    embedder.close();
  }
}
