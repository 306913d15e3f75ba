package io.ciderstream.embedding;

import static io.ciderstream.embedding.settings.SettingRange.requireAtLeast;

import io.ciderstream.embedding.settings.EmbeddingSettings;
import java.time.Duration;

/**
 * How pictures are collected for one call of the model.
 *
 * @param size pictures that close a micro-batch, at least 1
 * @param age how long the first picture of a micro-batch waits for others
 */
public record BatchOptions(int size, Duration age) {

  /**
   * Checks the ranges.
   *
   * @throws io.ciderstream.schemas.CiderException SETTING_INVALID
   */
  public BatchOptions {
    requireAtLeast(1, size, EmbeddingSettings.BATCH_SIZE);
    requireAtLeast(0, age.toMillis(), EmbeddingSettings.BATCH_AGE);
  }
}
