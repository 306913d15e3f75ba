package io.ciderstream.embedding;

import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.embedding.decode.Decoder;
import io.ciderstream.embedding.decode.InputFit;
import io.ciderstream.embedding.decode.InputSizes;
import io.ciderstream.embedding.decode.PixelBuffers;
import io.ciderstream.embedding.describe.ModelDescription;
import io.ciderstream.embedding.infer.InferenceModel;
import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.embedding.infer.OnnxModelFile;
import io.ciderstream.embedding.infer.WarmUp;
import io.ciderstream.embedding.local.VerificationOptions;
import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.embedding.settings.EmbeddingSettings;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Serves an ONNX model file, in a single pass or in two. */
public final class OnnxEmbedder implements ImageEmbedder {
  private final ImageEmbedder embedder;
  private final String fingerprint;

  private OnnxEmbedder(ImageEmbedder embedder, String fingerprint) {
    this.embedder = embedder;
    this.fingerprint = fingerprint;
  }

  /**
   * Loads the model, tries it and starts the threads.
   *
   * @throws CiderException MODEL_MISSING, MODEL_INVALID, MODEL_UNDESCRIBED,
   *     MODEL_DESCRIPTION_INVALID or CUDA_UNAVAILABLE; SETTING_INVALID if two passes are asked for
   *     and the localiser has no attention
   */
  public static OnnxEmbedder open(EmbeddingOptions options) {
    ModelFiles files = ModelFiles.of(options);
    return new OnnxEmbedder(
        open(options, files, UnaryOperator.identity()),
        EmbeddingFingerprint.of(options, files.all()));
  }

  /**
   * Returns the same for other input sizes than the model's own, for evaluation.
   *
   * @param sizes from the model's sizes to what is used in their place
   * @throws CiderException also SETTING_INVALID if they differ and the network takes no others
   */
  public static OnnxEmbedder open(EmbeddingOptions options, UnaryOperator<InputSizes> sizes) {
    return new OnnxEmbedder(
        open(options, ModelFiles.of(options), sizes), EmbeddingFingerprint.unique());
  }

  /**
   * The model files.
   *
   * @param model embeds pictures
   * @param localiser locates the subject in the first of two passes; empty for the model
   */
  private record ModelFiles(OnnxModelFile model, Optional<OnnxModelFile> localiser) {
    static ModelFiles of(EmbeddingOptions options) {
      Optional<Path> localiser =
          options.passes().isTwo() ? options.passes().localiser() : Optional.empty();
      return new ModelFiles(
          ServedModelFile.of(options),
          localiser.map(file -> new OnnxModelFile(file, EmbeddingSettings.LOCALISER_FILE)));
    }

    List<OnnxModelFile> all() {
      return Stream.concat(Stream.of(model), localiser.stream()).toList();
    }
  }

  private static ImageEmbedder open(
      EmbeddingOptions options, ModelFiles files, UnaryOperator<InputSizes> sizes) {
    return options.passes().isTwo()
        ? twoPasses(options, files, sizes)
        : pipeline(files.model(), options, sizes, model -> {});
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
            ServedModelFile.of(options),
            options,
            models,
            () -> PipelineEmbedder.start(options, models, decoder, new PixelBuffers(false))),
        EmbeddingFingerprint.unique());
  }

  /** A model that is both localiser and describer has one pipeline. */
  private static ImageEmbedder twoPasses(
      EmbeddingOptions options, ModelFiles files, UnaryOperator<InputSizes> sizes) {
    boolean one = files.localiser().isEmpty();
    EmbeddingOptions each = one ? options : halfMemory(options);
    PipelineEmbedder localiser =
        pipeline(files.localiser().orElse(files.model()), each, sizes, WarmUp::requireAttention);
    if (one) {
      return twoPasses(localiser, localiser, localiser::close);
    }
    try {
      PipelineEmbedder describer = pipeline(files.model(), each, sizes, model -> {});
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

  private static PipelineEmbedder pipeline(
      OnnxModelFile file,
      EmbeddingOptions options,
      UnaryOperator<InputSizes> sizes,
      Consumer<InferenceModel> check) {
    List<InferenceModel> models = new ArrayList<>();
    return started(
        file,
        options,
        models,
        () -> {
          check.accept(models.getFirst());
          return PipelineEmbedder.start(options, models, fit(file, sizes));
        });
  }

  private static InputFit fit(OnnxModelFile file, UnaryOperator<InputSizes> sizes) {
    ModelDescription description = file.description();
    InputFit own = description.fit();
    InputFit fit = own.with(sizes.apply(own.sizes()));
    if (!fit.equals(own) && !description.anySize()) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "The model %s takes pictures of %s alone, so they cannot be embedded in other sizes."
              .formatted(description.name(), own.sizes().examples()));
    }
    return fit;
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
  public String fingerprint() {
    return fingerprint;
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
