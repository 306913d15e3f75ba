package io.ciderstream.embedding.decode;

import io.ciderstream.embedding.settings.EmbeddingSettings;
import io.ciderstream.embedding.settings.SettingRange;
import io.ciderstream.embedding.sniff.PictureHeader;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;

/**
 * The limits by which pictures are rejected before they are decoded.
 *
 * @param maxBytes largest encoded picture, at least 1
 * @param maxPixels largest picture, width times height, at most 2^30
 */
public record PictureLimits(long maxBytes, long maxPixels) {
  /** OpenCV's own bound on either side. */
  private static final int MAX_SIDE = 1 << 20;

  /** OpenCV's own bound of a picture. */
  private static final long MOST_PIXELS = 1L << 30;

  /**
   * Checks the ranges.
   *
   * @throws CiderException SETTING_INVALID
   */
  public PictureLimits {
    SettingRange.requireAtLeast(1, maxBytes, EmbeddingSettings.MAX_BYTES);
    SettingRange.requireAtMost(MOST_PIXELS, maxPixels, EmbeddingSettings.MAX_PIXELS);
  }

  /**
   * Returns the header of a picture that may be decoded.
   *
   * @throws CiderException VALUE_EMPTY, VALUE_TOO_LARGE, FORMAT_UNKNOWN, PICTURE_TOO_LARGE or
   *     PICTURE_CORRUPT
   */
  PictureHeader check(byte[] content) {
    if (content.length == 0) {
      throw new CiderException(ErrorCode.VALUE_EMPTY, "");
    }
    if (content.length > maxBytes) {
      throw new CiderException(
          ErrorCode.VALUE_TOO_LARGE,
          "It has %d bytes, but %s is %d."
              .formatted(content.length, EmbeddingSettings.MAX_BYTES, maxBytes));
    }
    PictureHeader header = PictureHeader.read(content);
    if (header.pixels() > maxPixels || Math.max(header.width(), header.height()) > MAX_SIDE) {
      throw new CiderException(
          ErrorCode.PICTURE_TOO_LARGE,
          "It has %d x %d pixels, but %s is %d, and a side has at most %d."
              .formatted(
                  header.width(),
                  header.height(),
                  EmbeddingSettings.MAX_PIXELS,
                  maxPixels,
                  MAX_SIDE));
    }
    header.requireWhole(content);
    return header;
  }
}
