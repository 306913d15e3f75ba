package io.ciderstream.embedding.infer;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.ciderstream.embedding.describe.DescriptionReader;
import io.ciderstream.embedding.describe.ModelDescription;
import io.ciderstream.embedding.describe.ModelReading;
import io.ciderstream.embedding.graph.OnnxHeader;
import io.ciderstream.embedding.settings.EmbeddingSettings;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.FileTrouble;
import io.ciderstream.schemas.settings.Setting;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens sessions of one model file. Its metadata say how it is served or, for a file of another
 * origin, a YAML file next to it; see {@link io.ciderstream.embedding.describe}.
 */
public final class OnnxModelFile {
  private static final Logger LOG = LoggerFactory.getLogger(OnnxModelFile.class);
  private static final int HASH_DIGITS = 12;

  private final Path file;
  private final Optional<Setting<?>> setting;
  private final ModelContent content;
  private final Optional<OnnxModelFile> base;
  private final AtomicBoolean loggedNoCuda = new AtomicBoolean();

  /**
   * Reads the file that {@link EmbeddingSettings#MODEL_FILE} names.
   *
   * @throws CiderException MODEL_MISSING if the file, or one that belongs to it, cannot be read
   */
  public OnnxModelFile(Path file) {
    this(file, EmbeddingSettings.MODEL_FILE);
  }

  /**
   * Reads a file.
   *
   * @param setting names it, so that messages can say so
   * @throws CiderException MODEL_MISSING if the file, or one that belongs to it, cannot be read
   */
  public OnnxModelFile(Path file, Setting<?> setting) {
    this(file, Optional.of(setting), Optional.empty());
  }

  /**
   * Reads a file that no setting names, but an argument.
   *
   * @throws CiderException MODEL_MISSING if the file, or one that belongs to it, cannot be read
   */
  public static OnnxModelFile ofArgument(Path file) {
    return new OnnxModelFile(file, Optional.empty(), Optional.empty());
  }

  /**
   * Reads a file.
   *
   * @param base the model file of which this one has the int8 weights
   */
  private OnnxModelFile(Path file, Optional<Setting<?>> setting, Optional<OnnxModelFile> base) {
    this.file = file;
    this.setting = setting;
    this.base = base;
    try {
      this.content = ModelContent.read(file);
    } catch (IOException e) {
      throw new CiderException(
          ErrorCode.MODEL_MISSING,
          "%s: %s%s.".formatted(unreadable(file, e), FileTrouble.reason(e), namedBy()),
          e);
    }
  }

  /** Returns the file that cannot be read, which may be one that belongs to the model file. */
  private static String unreadable(Path file, IOException e) {
    return e instanceof FileSystemException system && system.getFile() != null
        ? system.getFile()
        : file.toString();
  }

  /**
   * Returns the int8 weights of this model, from the file next to it.
   *
   * @throws CiderException MODEL_MISSING if there is none; MODEL_INVALID if it was not made from
   *     this file
   */
  OnnxModelFile int8() {
    Path path = ModelWeights.int8File(file);
    if (!Files.exists(path)) {
      throw new CiderException(
          ErrorCode.MODEL_MISSING,
          "%s asks for int8 weights, but there is no file %s; make it with ./cider export --from %s --weights int8."
              .formatted(EmbeddingSettings.WEIGHTS, path, file));
    }
    OnnxModelFile int8 =
        new OnnxModelFile(path, Optional.of(EmbeddingSettings.WEIGHTS), Optional.of(this));
    try {
      int8.requireBase();
    } catch (IllegalArgumentException e) {
      throw int8.unusable(ErrorCode.MODEL_INVALID, e.getMessage(), e);
    }
    return int8;
  }

  /** Returns where the file is. */
  public Path path() {
    return file;
  }

  /**
   * Returns a session for serving.
   *
   * @param cuda whether to use a CUDA device
   * @param threads that share the work of the session, when it is on the CPU
   * @param spin whether its threads may wait by spinning: quick, but at the cost of other threads
   * @throws CiderException CUDA_UNAVAILABLE if it is required; MODEL_INVALID if the file is no
   *     model that can be loaded, MODEL_UNDESCRIBED if nothing says how it is served,
   *     MODEL_DESCRIPTION_INVALID if its description is wrong, each with all reasons
   */
  public OnnxModel open(Cuda cuda, int threads, boolean spin) {
    return open(cuda, options -> OnnxRuntime.setServing(options, threads, spin, weights()));
  }

  /** Returns a session as ONNX Runtime makes it by default, but for the number of its threads. */
  public OnnxModel openByDefault(Cuda cuda, int threads) {
    return open(cuda, options -> options.setIntraOpNumThreads(threads));
  }

  private interface Setup {
    void apply(SessionOptions options) throws OrtException;
  }

  private OnnxModel open(Cuda cuda, Setup setup) {
    ModelDescription description = description();
    ModelInfo info =
        new ModelInfo(description.name(), hash(), description.output().dimension(), weights());
    try (SessionOptions options = new SessionOptions()) {
      setup.apply(options);
      useCuda(options, cuda);
      OrtEnvironment environment = OnnxRuntime.environment();
      OrtSession session =
          content.hasWeightFiles()
              ? environment.createSession(file.toString(), options)
              : environment.createSession(content.bytes(), options);
      return new OnnxModel(session, info, description);
    } catch (OrtException e) {
      throw unusable(
          ErrorCode.MODEL_INVALID,
          "it is not an ONNX model that can be loaded: " + e.getMessage(),
          e);
    }
  }

  /**
   * Returns how the file is served.
   *
   * @throws CiderException as {@link #open(Cuda, int, boolean)}
   */
  public ModelDescription description() {
    ModelReading reading = reading();
    return reading.description().orElseThrow(() -> refused(reading));
  }

  /** Returns how the file is served, or why it cannot be. */
  public ModelReading reading() {
    try {
      requireBase();
      return content.reading();
    } catch (IllegalArgumentException e) {
      return ModelReading.refused(ErrorCode.MODEL_INVALID, List.of(e.getMessage()));
    }
  }

  /** Returns what the file says about itself; empty if it is no ONNX file. */
  public Optional<OnnxHeader> header() {
    return content.header();
  }

  private CiderException refused(ModelReading reading) {
    String problems = String.join("; ", reading.problems());
    String why =
        switch (reading.code()) {
          case MODEL_UNDESCRIBED ->
              "it has no metadata cider.*, and there is no %s%s"
                  .formatted(
                      DescriptionReader.fileOf(file).getFileName(),
                      problems.isEmpty() ? "" : ", which would have to say: " + problems);
          case MODEL_DESCRIPTION_INVALID ->
              "its %s is wrong: %s"
                  .formatted(DescriptionReader.fileOf(file).getFileName(), problems);
          default -> problems;
        };
    return unusable(reading.code(), why, null);
  }

  private void useCuda(SessionOptions options, Cuda cuda) {
    if (cuda == Cuda.OFF) {
      return;
    }
    try {
      options.addCUDA(0);
    } catch (OrtException | UnsatisfiedLinkError e) {
      if (cuda == Cuda.REQUIRED) {
        throw new CiderException(
            ErrorCode.CUDA_UNAVAILABLE,
            "%s is required, but ONNX Runtime reports: %s."
                .formatted(EmbeddingSettings.CUDA, e.getMessage()),
            e);
      }
      if (!loggedNoCuda.getAndSet(true)) {
        LOG.info("no CUDA device can be used ({}); the network runs on the CPU", e.getMessage());
      }
    }
  }

  private void requireBase() {
    Optional<String> made =
        content.header().map(OnnxHeader::metadata).flatMap(WeightsMetadata::base);
    if (base.isEmpty() && made.isPresent()) {
      throw new IllegalArgumentException(
          "it holds the int8 weights of another file; name that file and set %s to int8"
              .formatted(EmbeddingSettings.WEIGHTS));
    }
    if (base.isPresent() && !made.equals(base.map(OnnxModelFile::sha256))) {
      throw new IllegalArgumentException(
          "it does not hold the int8 weights of %s as it is now; make it again with ./cider export --from %s --weights int8"
              .formatted(base.get().file, base.get().file));
    }
  }

  private CiderException unusable(ErrorCode code, String why, Throwable cause) {
    return new CiderException(
        code, "%s: %s%s.".formatted(file, why, base.isPresent() ? "" : namedBy()), cause);
  }

  private String namedBy() {
    return setting.map("; %s names the model"::formatted).orElse("");
  }

  /**
   * Returns the first 12 hex digits of the SHA-256 of the model, whose int8 weights this file may
   * hold.
   *
   * @throws CiderException MODEL_DESCRIPTION_INVALID if it has a description that is wrong
   */
  public String hash() {
    OnnxModelFile model = base.orElse(this);
    if (model.content.reading().code() == ErrorCode.MODEL_DESCRIPTION_INVALID) {
      throw model.refused(model.content.reading());
    }
    return model.sha256().substring(0, HASH_DIGITS);
  }

  /**
   * Returns the SHA-256 of the file and of what belongs to it, its weights and its YAML, 64 hex
   * digits.
   */
  public String sha256() {
    return content.sha256();
  }

  /** Returns the format of the weights. */
  public WeightFormat weights() {
    return base.isPresent() ? WeightFormat.INT8 : WeightFormat.FP32;
  }
}
