package io.ciderstream.embedding;

import static io.ciderstream.embedding.settings.SettingRange.requireAtLeast;

import io.ciderstream.embedding.infer.Cuda;
import io.ciderstream.embedding.infer.WeightChoice;
import io.ciderstream.embedding.settings.EmbeddingSettings;
import java.util.Objects;

/**
 * The sessions that run the model.
 *
 * @param cuda whether to use a CUDA device
 * @param sessions inference sessions, each with its own thread, at least 1
 * @param threadsPerSession threads that share the work of one session, at least 1
 * @param weights which weights of the model they run
 */
public record InferenceOptions(
    Cuda cuda, int sessions, int threadsPerSession, WeightChoice weights) {

  /**
   * Checks the ranges.
   *
   * @throws io.ciderstream.schemas.CiderException SETTING_INVALID
   */
  public InferenceOptions {
    Objects.requireNonNull(cuda, "cuda");
    Objects.requireNonNull(weights, "weights");
    requireAtLeast(1, sessions, EmbeddingSettings.SESSIONS);
    requireAtLeast(1, threadsPerSession, EmbeddingSettings.THREADS_PER_SESSION);
  }

  /** Creates the options of sessions that run the model file itself. */
  public InferenceOptions(Cuda cuda, int sessions, int threadsPerSession) {
    this(cuda, sessions, threadsPerSession, WeightChoice.FP32);
  }
}
