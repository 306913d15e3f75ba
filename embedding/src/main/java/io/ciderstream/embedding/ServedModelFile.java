package io.ciderstream.embedding;

import io.ciderstream.embedding.infer.ModelWeights;
import io.ciderstream.embedding.infer.OnnxModelFile;
import io.ciderstream.embedding.infer.Processor;
import io.ciderstream.embedding.infer.WeightChoice;
import io.ciderstream.embedding.settings.EmbeddingSettings;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;

/** Finds the file with the weights that an embedder runs. */
public final class ServedModelFile {
  private ServedModelFile() {}

  /**
   * Returns the file that an embedder on this machine runs.
   *
   * @see #of(EmbeddingOptions, Processor)
   */
  public static OnnxModelFile of(EmbeddingOptions options) {
    return of(options, Processor.ofThisMachine());
  }

  /**
   * Returns the file that an embedder on a machine with this processor runs. Two passes are for
   * fp32 weights.
   *
   * @throws CiderException MODEL_MISSING if it cannot be read; SETTING_INVALID if int8 is asked for
   *     together with two passes or CUDA
   */
  public static OnnxModelFile of(EmbeddingOptions options, Processor processor) {
    WeightChoice choice = options.inference().weights();
    if (options.passes().isTwo()) {
      if (choice == WeightChoice.INT8) {
        throw new CiderException(
            ErrorCode.SETTING_INVALID,
            "%s is 2, which is for fp32 weights, and %s is int8; change one of them."
                .formatted(EmbeddingSettings.PASSES, EmbeddingSettings.WEIGHTS));
      }
      choice = WeightChoice.FP32;
    }
    return ModelWeights.choose(
        new OnnxModelFile(options.model()), choice, options.inference().cuda(), processor);
  }
}
