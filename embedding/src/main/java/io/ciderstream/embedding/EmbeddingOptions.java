package io.ciderstream.embedding;

import io.ciderstream.embedding.decode.PictureLimits;
import io.ciderstream.embedding.infer.Cuda;
import io.ciderstream.embedding.infer.WeightChoice;
import io.ciderstream.embedding.settings.EmbeddingSettings;
import io.ciderstream.schemas.settings.Setting;
import io.ciderstream.schemas.settings.SettingValues;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * How pictures are decoded and embedded.
 *
 * @param model the ONNX file
 * @param inference the sessions that run the model
 * @param batch how pictures are collected for a session
 * @param decode how pictures are decoded
 * @param passes how often the network sees a picture
 */
public record EmbeddingOptions(
    Path model,
    InferenceOptions inference,
    BatchOptions batch,
    DecodeOptions decode,
    PassOptions passes) {
  private static final int CUDA_BATCH = 32;

  /** Rejects missing parts. */
  public EmbeddingOptions {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(inference, "inference");
    Objects.requireNonNull(batch, "batch");
    Objects.requireNonNull(decode, "decode");
    Objects.requireNonNull(passes, "passes");
  }

  /** Creates the options of a single pass. */
  public EmbeddingOptions(
      Path model, InferenceOptions inference, BatchOptions batch, DecodeOptions decode) {
    this(model, inference, batch, decode, PassOptions.SINGLE);
  }

  /** Returns the same options for another decode. */
  EmbeddingOptions withDecode(DecodeOptions other) {
    return new EmbeddingOptions(model, inference, batch, other, passes);
  }

  /** Returns the same options for other weights. */
  public EmbeddingOptions withWeights(WeightChoice weights) {
    InferenceOptions other =
        new InferenceOptions(
            inference.cuda(), inference.sessions(), inference.threadsPerSession(), weights);
    return new EmbeddingOptions(model, other, batch, decode, passes);
  }

  /** Returns the same options for other passes. */
  public EmbeddingOptions withPasses(PassOptions others) {
    return new EmbeddingOptions(model, inference, batch, decode, others);
  }

  /**
   * Returns the options from the values of {@link EmbeddingSettings#ALL}.
   *
   * @param model the ONNX file
   * @param localiser the ONNX file that locates the subject for a second pass; empty for the model
   * @param cores threads that this machine runs at a time
   * @throws io.ciderstream.schemas.CiderException SETTING_INVALID if a value is out of range
   */
  public static EmbeddingOptions from(
      SettingValues values, Path model, Optional<Path> localiser, int cores) {
    Cuda cuda =
        Cuda.valueOf(values.get(EmbeddingSettings.CUDA).replace('-', '_').toUpperCase(Locale.ROOT));
    boolean cpu = cuda == Cuda.OFF;
    return new EmbeddingOptions(
        model,
        new InferenceOptions(
            cuda,
            orElse(values, EmbeddingSettings.SESSIONS, cpu ? cores : 1),
            values.get(EmbeddingSettings.THREADS_PER_SESSION),
            WeightChoice.valueOf(values.get(EmbeddingSettings.WEIGHTS).toUpperCase(Locale.ROOT))),
        new BatchOptions(
            orElse(values, EmbeddingSettings.BATCH_SIZE, cpu ? 1 : CUDA_BATCH),
            values.millis(EmbeddingSettings.BATCH_AGE)),
        new DecodeOptions(
            orElse(values, EmbeddingSettings.DECODE_THREADS, cores),
            new PictureLimits(
                values.get(EmbeddingSettings.MAX_BYTES), values.get(EmbeddingSettings.MAX_PIXELS)),
            values.millis(EmbeddingSettings.DECODE_TIMEOUT),
            values.get(EmbeddingSettings.DECODE_MEMORY)),
        new PassOptions(values.get(EmbeddingSettings.PASSES), localiser));
  }

  private static int orElse(SettingValues values, Setting<Integer> setting, int automatic) {
    int value = values.get(setting);
    return value == 0 ? automatic : value;
  }
}
