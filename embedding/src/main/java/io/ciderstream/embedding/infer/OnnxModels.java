package io.ciderstream.embedding.infer;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.ciderstream.embedding.Cuda;
import io.ciderstream.embedding.ModelFacts;
import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens sessions of one model file. The file says in its metadata what it is: {@code cider.name},
 * {@code cider.dimension}, {@code cider.groups}, {@code cider.bounds}.
 */
public final class OnnxModels {
  private static final Logger LOG = LoggerFactory.getLogger(OnnxModels.class);
  private static final int HASH_DIGITS = 12;

  private final Path file;
  private final byte[] bytes;

  /**
   * @throws CiderException MODEL_MISSING if the file cannot be read
   */
  public OnnxModels(Path file) {
    this.file = file;
    try {
      this.bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new CiderException(ErrorCode.MODEL_MISSING, "model.file is %s.".formatted(file), e);
    }
  }

  /**
   * @param cuda whether to use a CUDA device
   * @param threads that share the work of the session, when it is on the CPU
   * @param spin whether its threads may wait by spinning: quick, but at the cost of other threads
   * @throws CiderException CUDA_UNAVAILABLE if it is required; MODEL_MISSING if the file is no
   *     model of ours
   */
  public OnnxModel open(Cuda cuda, int threads, boolean spin) {
    try (SessionOptions options = new SessionOptions()) {
      options.setOptimizationLevel(OptLevel.ALL_OPT);
      // sizes vary; with CUDA, patterns of threads that hop over a session leak device memory
      options.setMemoryPatternOptimization(false);
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", spin ? "1" : "0");
      useCuda(options, cuda);
      OrtSession session = OrtEnvironment.getEnvironment().createSession(bytes, options);
      return describe(session);
    } catch (OrtException e) {
      throw new CiderException(
          ErrorCode.MODEL_MISSING,
          "model.file=%s is no ONNX model: %s.".formatted(file, e.getMessage()),
          e);
    }
  }

  private static void useCuda(SessionOptions options, Cuda cuda) {
    if (cuda == Cuda.OFF) {
      return;
    }
    try {
      options.addCUDA(0);
    } catch (OrtException | UnsatisfiedLinkError e) {
      if (cuda == Cuda.REQUIRED) {
        throw new CiderException(
            ErrorCode.CUDA_UNAVAILABLE, "ONNX Runtime says: %s.".formatted(e.getMessage()), e);
      }
      LOG.info("no CUDA device can be used ({}); the network runs on the CPU", e.getMessage());
    }
  }

  private OnnxModel describe(OrtSession session) throws OrtException {
    Map<String, String> metadata = session.getMetadata().getCustomMetadata();
    ModelFacts facts =
        new ModelFacts(
            require(metadata, "cider.name"),
            hash(),
            Integer.parseInt(require(metadata, "cider.dimension")));
    SizeGroups groups =
        SizeGroups.parse(require(metadata, "cider.groups"), require(metadata, "cider.bounds"));
    return new OnnxModel(session, facts, groups);
  }

  private String require(Map<String, String> metadata, String key) {
    String value = metadata.get(key);
    if (value == null) {
      throw new CiderException(
          ErrorCode.MODEL_MISSING, "model.file=%s has no metadata %s.".formatted(file, key));
    }
    return value;
  }

  private String hash() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
