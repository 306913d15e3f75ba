package io.ciderstream.embedding.infer;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.ciderstream.embedding.settings.EmbeddingSettings;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.FileTrouble;
import io.ciderstream.schemas.Sha256;
import io.ciderstream.schemas.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens sessions of one model file. The file says in its metadata what it is: {@code cider.name},
 * {@code cider.dimension}, {@code cider.groups}, {@code cider.bounds}, {@code cider.input} and, if
 * it has attention, {@code cider.box.threshold}.
 */
public final class OnnxModelFile {
  private static final Logger LOG = LoggerFactory.getLogger(OnnxModelFile.class);
  private static final int HASH_DIGITS = 12;

  private final Path file;
  private final Setting<?> setting;
  private final byte[] bytes;
  private final String sha256;
  private final Optional<OnnxModelFile> base;
  private final AtomicBoolean loggedNoCuda = new AtomicBoolean();

  /**
   * Reads the file that {@link EmbeddingSettings#MODEL_FILE} names.
   *
   * @throws CiderException MODEL_MISSING if the file cannot be read
   */
  public OnnxModelFile(Path file) {
    this(file, EmbeddingSettings.MODEL_FILE);
  }

  /**
   * Reads a file.
   *
   * @param setting names it, so that messages can say so
   * @throws CiderException MODEL_MISSING if the file cannot be read
   */
  public OnnxModelFile(Path file, Setting<?> setting) {
    this(file, setting, Optional.empty());
  }

  /**
   * Reads a file.
   *
   * @param base the model file of which this one has the int8 weights
   */
  private OnnxModelFile(Path file, Setting<?> setting, Optional<OnnxModelFile> base) {
    this.file = file;
    this.setting = setting;
    this.base = base;
    try {
      this.bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new CiderException(
          ErrorCode.MODEL_MISSING,
          "%s: %s; %s names the model.".formatted(file, FileTrouble.reason(e), setting),
          e);
    }
    this.sha256 = Sha256.hex(bytes);
  }

  /**
   * Returns the int8 weights of this model, from the file next to it.
   *
   * @throws CiderException MODEL_MISSING if there is none, it is no ONNX file, or it was made from
   *     another file
   */
  OnnxModelFile int8() {
    Path path = ModelWeights.int8File(file);
    if (!Files.exists(path)) {
      throw new CiderException(
          ErrorCode.MODEL_MISSING,
          "%s asks for int8 weights, but there is no file %s; make it with ./cider export --from %s --weights int8."
              .formatted(EmbeddingSettings.WEIGHTS, path, file));
    }
    OnnxModelFile int8 = new OnnxModelFile(path, EmbeddingSettings.WEIGHTS, Optional.of(this));
    try {
      int8.requireBase(WeightsMetadata.base(OnnxFileEntries.of(int8.bytes)));
    } catch (IllegalArgumentException e) {
      throw int8.unusable(e.getMessage(), e);
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
   * @throws CiderException CUDA_UNAVAILABLE if it is required; MODEL_MISSING if the file is no
   *     model of this project
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
    try (SessionOptions options = new SessionOptions()) {
      setup.apply(options);
      useCuda(options, cuda);
      return model(OnnxRuntime.environment().createSession(bytes, options));
    } catch (OrtException e) {
      throw unusable("it is not an ONNX model that can be loaded: " + e.getMessage(), e);
    }
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

  private OnnxModel model(OrtSession session) throws OrtException {
    try {
      require(session.getInputNames(), "input", OnnxModel.INPUT);
      require(session.getOutputNames(), "output", OnnxModel.DESCRIPTORS);
      Map<String, String> entries = session.getMetadata().getCustomMetadata();
      requireBase(WeightsMetadata.base(entries));
      OnnxMetadata metadata = OnnxMetadata.of(entries);
      ModelInfo info = new ModelInfo(metadata.name(), hash(), metadata.dimension(), weights());
      boolean local = session.getOutputNames().contains(OnnxModel.LOCAL_FEATURES);
      if (local != metadata.verification().isPresent()) {
        throw new IllegalArgumentException(
            "it has the output %s or metadata cider.local.*, but not both"
                .formatted(OnnxModel.LOCAL_FEATURES));
      }
      return new OnnxModel(session, info, metadata);
    } catch (IllegalArgumentException e) {
      session.close();
      throw unusable(e.getMessage(), e);
    }
  }

  private void requireBase(Optional<String> made) {
    if (base.isEmpty() && made.isPresent()) {
      throw new IllegalArgumentException(
          "it holds the int8 weights of another file; name that file and set %s to int8"
              .formatted(EmbeddingSettings.WEIGHTS));
    }
    if (base.isPresent() && !made.equals(base.map(model -> model.sha256))) {
      throw new IllegalArgumentException(
          "it does not hold the int8 weights of %s as it is now; make it again with ./cider export --from %s --weights int8"
              .formatted(base.get().file, base.get().file));
    }
  }

  private static void require(Set<String> names, String what, String name) {
    if (!names.contains(name)) {
      throw new IllegalArgumentException("it has no %s %s, but %s".formatted(what, name, names));
    }
  }

  private CiderException unusable(String why, Throwable cause) {
    return new CiderException(
        ErrorCode.MODEL_MISSING,
        base.isPresent()
            ? "%s: %s.".formatted(file, why)
            : "%s: %s; %s names the model.".formatted(file, why, setting),
        cause);
  }

  /**
   * Returns the first 12 hex digits of the SHA-256 of the model file, which is not this one if this
   * one holds its int8 weights.
   */
  public String hash() {
    return base.orElse(this).sha256.substring(0, HASH_DIGITS);
  }

  /** Returns the SHA-256 of the bytes that sessions are opened from, 64 hex digits. */
  public String sha256() {
    return sha256;
  }

  /** Returns the format of the weights. */
  public WeightFormat weights() {
    return base.isPresent() ? WeightFormat.INT8 : WeightFormat.FP32;
  }
}
