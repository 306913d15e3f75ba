package io.ciderstream.index.settings;

/**
 * The limits of one write to Milvus.
 *
 * @param rows 1 to 16384
 * @param bytes approximate; 64 KiB to 64 MiB
 */
public record BatchLimits(int rows, long bytes) {
  /** Rejects what is out of bounds with SETTING_INVALID. */
  public BatchLimits {
    Checks.within(IndexSettings.BATCH_ROWS, rows);
    Checks.within(IndexSettings.BATCH_BYTES, bytes);
  }
}
