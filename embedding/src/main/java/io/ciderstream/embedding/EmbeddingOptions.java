package io.ciderstream.embedding;

import io.ciderstream.embedding.infer.Cuda;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * How pictures are decoded and described.
 *
 * @param model the ONNX file
 * @param cuda whether to use a CUDA device
 * @param sessions inference sessions, each with a thread of its own, at least 1
 * @param threadsPerSession threads that share the work of one session, at least 1
 * @param decodeThreads threads that decode, at least 1
 * @param batchSize pictures that close a micro-batch, at least 1
 * @param batchAge how long the first picture of a micro-batch waits for others
 * @param maxBytes largest encoded picture
 * @param maxPixels largest picture, width times height, at most 2^30
 * @param decodeTimeout longest time that the decode of one picture may compute
 * @param decodeMemory most bytes of native memory that decodes may need at a time; one picture
 *     alone may exceed it
 */
public record EmbeddingOptions(
    Path model,
    Cuda cuda,
    int sessions,
    int threadsPerSession,
    int decodeThreads,
    int batchSize,
    Duration batchAge,
    long maxBytes,
    long maxPixels,
    Duration decodeTimeout,
    long decodeMemory) {
  /** A defensible bound of native memory: three decoded pictures of 100 megapixels. */
  public static final long DECODE_MEMORY = 1L << 30;

  /** OpenCV's own bound. */
  private static final long MOST_PIXELS = 1L << 30;

  /**
   * Checks the ranges.
   *
   * @throws CiderException SETTING_INVALID
   */
  public EmbeddingOptions {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(cuda, "cuda");
    require(sessions >= 1, "sessions", sessions, "at least 1");
    require(threadsPerSession >= 1, "threads.per.session", threadsPerSession, "at least 1");
    require(decodeThreads >= 1, "decode.threads", decodeThreads, "at least 1");
    require(batchSize >= 1, "batch.size", batchSize, "at least 1");
    require(!batchAge.isNegative(), "batch.age.ms", batchAge.toMillis(), "at least 0");
    require(maxBytes >= 1, "max.bytes", maxBytes, "at least 1");
    require(
        maxPixels >= 1 && maxPixels <= MOST_PIXELS, "max.pixels", maxPixels, "1 to " + MOST_PIXELS);
    require(
        decodeTimeout.isPositive(), "decode.timeout.ms", decodeTimeout.toMillis(), "at least 1");
    require(decodeMemory >= 1, "decode.memory.bytes", decodeMemory, "at least 1");
  }

  /** With {@link #DECODE_MEMORY}. */
  public EmbeddingOptions(
      Path model,
      Cuda cuda,
      int sessions,
      int threadsPerSession,
      int decodeThreads,
      int batchSize,
      Duration batchAge,
      long maxBytes,
      long maxPixels,
      Duration decodeTimeout) {
    this(
        model,
        cuda,
        sessions,
        threadsPerSession,
        decodeThreads,
        batchSize,
        batchAge,
        maxBytes,
        maxPixels,
        decodeTimeout,
        DECODE_MEMORY);
  }

  private static void require(boolean holds, String setting, long value, String range) {
    if (!holds) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "embedding.%s is %d, but must be %s.".formatted(setting, value, range));
    }
  }
}
