package io.ciderstream.embedding.decode;

import io.ciderstream.embedding.sniff.PictureHeader;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;

/**
 * What is refused before anything is decoded.
 *
 * @param maxBytes largest encoded picture
 * @param maxPixels largest picture, width times height
 */
record PictureLimits(long maxBytes, long maxPixels) {
  /** OpenCV's own bound on either side. */
  private static final int MAX_SIDE = 1 << 20;

  /**
   * The header of a picture that may be decoded.
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
          "It has %d bytes, allowed are %d.".formatted(content.length, maxBytes));
    }
    PictureHeader header = PictureHeader.read(content);
    if (header.pixels() > maxPixels || Math.max(header.width(), header.height()) > MAX_SIDE) {
      throw new CiderException(
          ErrorCode.PICTURE_TOO_LARGE,
          "It has %d x %d pixels, allowed are %d and %d on a side."
              .formatted(header.width(), header.height(), maxPixels, MAX_SIDE));
    }
    header.requireWhole(content);
    return header;
  }
}
