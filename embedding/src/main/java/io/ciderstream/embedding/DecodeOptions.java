package io.ciderstream.embedding;

import static io.ciderstream.embedding.settings.SettingRange.requireAtLeast;

import io.ciderstream.embedding.decode.PictureLimits;
import io.ciderstream.embedding.settings.EmbeddingSettings;
import java.time.Duration;
import java.util.Objects;

/**
 * How pictures are decoded.
 *
 * @param threads threads that decode, at least 1
 * @param limits which pictures are rejected
 * @param timeout longest time that the decode of one picture may compute, at least 1 ms
 * @param memory most bytes of native memory that decodes may need at a time; one picture alone may
 *     exceed it
 */
public record DecodeOptions(int threads, PictureLimits limits, Duration timeout, long memory) {

  /**
   * Checks the ranges.
   *
   * @throws io.ciderstream.schemas.CiderException SETTING_INVALID
   */
  public DecodeOptions {
    Objects.requireNonNull(limits, "limits");
    requireAtLeast(1, threads, EmbeddingSettings.DECODE_THREADS);
    requireAtLeast(1, timeout.toMillis(), EmbeddingSettings.DECODE_TIMEOUT);
    requireAtLeast(1, memory, EmbeddingSettings.DECODE_MEMORY);
  }
}
