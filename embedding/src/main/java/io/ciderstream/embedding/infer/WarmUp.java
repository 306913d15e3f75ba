package io.ciderstream.embedding.infer;

import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.embedding.settings.EmbeddingSettings;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.nio.ByteBuffer;
import java.util.Random;

/**
 * Tries a network on noise of every size, so that a bad model is rejected and the first query is
 * quick.
 */
public final class WarmUp {
  private WarmUp() {}

  /**
   * Embeds noise of each input size, and checks the descriptors.
   *
   * @throws CiderException MODEL_INVALID if the network fails or does not give unit vectors
   */
  public static void run(InferenceModel model) {
    for (SizeGroups.Size size : model.fit().sizes().examples()) {
      boolean unit;
      try {
        unit = inferNoise(model, size).isUnit();
      } catch (IllegalStateException e) {
        throw unusable(model, size, e.getMessage(), e);
      }
      if (!unit) {
        throw unusable(model, size, "descriptors are not finite or not normalised", null);
      }
    }
  }

  /**
   * Checks that a model, which {@link #run} accepted, has an attention output to locate subjects
   * by.
   *
   * @throws CiderException SETTING_INVALID
   */
  public static void requireAttention(InferenceModel model) {
    if (inferNoise(model, model.fit().sizes().examples().getFirst()).attention().isEmpty()) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "%s is 2, but the model %s has no attention to locate a subject by; %s names one that has."
              .formatted(
                  EmbeddingSettings.PASSES, model.info().name(), EmbeddingSettings.LOCALISER_FILE));
    }
  }

  private static InferenceResult inferNoise(InferenceModel model, SizeGroups.Size size) {
    byte[] noise = new byte[size.bytes()];
    new Random(0).nextBytes(noise);
    ByteBuffer pixels = ByteBuffer.allocateDirect(noise.length).put(noise).rewind();
    return model.infer(pixels, 1, size).getFirst();
  }

  private static CiderException unusable(
      InferenceModel model, SizeGroups.Size size, String why, Throwable cause) {
    return new CiderException(
        ErrorCode.MODEL_INVALID,
        "The model %s cannot embed noise of %d x %d pixels: %s; %s names the model."
            .formatted(
                model.info().name(),
                size.width(),
                size.height(),
                why,
                EmbeddingSettings.MODEL_FILE),
        cause);
  }
}
