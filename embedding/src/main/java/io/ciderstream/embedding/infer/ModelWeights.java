package io.ciderstream.embedding.infer;

import io.ciderstream.embedding.settings.EmbeddingSettings;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses between a model file and its int8 file, {@code model.onnx} and {@code model-int8.onnx}.
 * Both are one model: descriptors carry the hash of the model file with either.
 */
public final class ModelWeights {
  private static final Logger LOG = LoggerFactory.getLogger(ModelWeights.class);
  private static final String ONNX = ".onnx";

  private ModelWeights() {}

  /** Returns where the int8 file of a model file is. */
  public static Path int8File(Path model) {
    String name = model.getFileName().toString();
    String stem = name.endsWith(ONNX) ? name.substring(0, name.length() - ONNX.length()) : name;
    return model.resolveSibling(stem + "-int8" + ONNX);
  }

  /**
   * Returns the model file or its int8 file. An int8 file that cannot be used is ignored with a
   * warning by {@link WeightChoice#AUTO}.
   *
   * @throws CiderException with {@link WeightChoice#INT8}: MODEL_MISSING if there is no int8 file,
   *     MODEL_INVALID if it is one of another model; SETTING_INVALID if CUDA is to be used
   */
  public static OnnxModelFile choose(
      OnnxModelFile model, WeightChoice choice, Cuda cuda, Processor processor) {
    return switch (choice) {
      case FP32 -> model;
      case INT8 -> {
        if (cuda != Cuda.OFF) {
          throw new CiderException(
              ErrorCode.SETTING_INVALID,
              "%s is int8, which is for the CPU, and %s is not off; change one of them."
                  .formatted(EmbeddingSettings.WEIGHTS, EmbeddingSettings.CUDA));
        }
        yield model.int8();
      }
      case AUTO -> automatic(model, cuda, processor);
    };
  }

  private static OnnxModelFile automatic(OnnxModelFile model, Cuda cuda, Processor processor) {
    if (!prefersInt8(model.path(), cuda, processor)) {
      return model;
    }
    try {
      return model.int8();
    } catch (CiderException e) {
      LOG.warn("the model runs with its fp32 weights, because {}", e.getMessage());
      return model;
    }
  }

  /**
   * Returns whether {@link WeightChoice#AUTO} means int8, provided that the int8 file can be used.
   */
  public static boolean prefersInt8(Path model, Cuda cuda, Processor processor) {
    return cuda == Cuda.OFF
        && processor.int8Instructions().isPresent()
        && Files.exists(int8File(model));
  }
}
