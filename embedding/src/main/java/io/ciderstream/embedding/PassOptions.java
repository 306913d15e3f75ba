package io.ciderstream.embedding;

import static io.ciderstream.embedding.settings.SettingRange.requireAtMost;

import io.ciderstream.embedding.settings.EmbeddingSettings;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * How often the network sees a picture.
 *
 * @param count 1, or 2 to locate the subject first and embed its crop then
 * @param localiser the ONNX file of the first of two passes; empty for the model itself
 */
public record PassOptions(int count, Optional<Path> localiser) {
  /** The whole picture, once. */
  public static final PassOptions SINGLE = new PassOptions(1, Optional.empty());

  private static final int MOST = 2;

  /**
   * Checks the range.
   *
   * @throws io.ciderstream.schemas.CiderException SETTING_INVALID
   */
  public PassOptions {
    Objects.requireNonNull(localiser, "localiser");
    requireAtMost(MOST, count, EmbeddingSettings.PASSES);
  }

  /** Returns whether the subject is located first. */
  public boolean isTwo() {
    return count == MOST;
  }
}
