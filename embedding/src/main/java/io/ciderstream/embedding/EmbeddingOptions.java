package io.ciderstream.embedding;

import java.nio.file.Path;
import java.time.Duration;

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
 * @param maxPixels largest picture, width times height
 * @param decodeTimeout longest time to decode one picture
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
    Duration decodeTimeout) {
  /** Checks the ranges. */
  public EmbeddingOptions {
    if (sessions < 1 || threadsPerSession < 1 || decodeThreads < 1 || batchSize < 1) {
      throw new IllegalArgumentException(
          "sessions, threadsPerSession, decodeThreads and batchSize must be at least 1");
    }
    if (maxBytes < 1 || maxPixels < 1 || decodeTimeout.isNegative() || batchAge.isNegative()) {
      throw new IllegalArgumentException(
          "maxBytes, maxPixels, decodeTimeout and batchAge must be positive");
    }
  }
}
