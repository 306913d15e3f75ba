package io.ciderstream.embedding.sniff;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * What a picture announces.
 *
 * @param format its format
 * @param width in pixels as the decoder gives it, before the orientation is applied
 * @param height in pixels as the decoder gives it, before the orientation is applied
 * @param alpha whether pixels may be transparent
 * @param orientation how the decoded picture must be turned
 */
public record PictureHeader(
    PictureFormat format, int width, int height, boolean alpha, Orientation orientation) {
  /** The number of pixels. */
  public long pixels() {
    return (long) width * height;
  }

  /** Width of the picture once it stands upright. */
  public int uprightWidth() {
    return orientation.transposes() ? height : width;
  }

  /** Height of the picture once it stands upright. */
  public int uprightHeight() {
    return orientation.transposes() ? width : height;
  }

  /**
   * Reads the header.
   *
   * @throws CiderException FORMAT_UNKNOWN if it begins like no known format, PICTURE_CORRUPT if the
   *     header is cut off or announces no pixels
   */
  public static PictureHeader read(byte[] content) {
    PictureFormat format =
        PictureFormat.of(content)
            .orElseThrow(
                () ->
                    new CiderException(
                        ErrorCode.FORMAT_UNKNOWN,
                        "It has %d bytes and begins with %s."
                            .formatted(content.length, firstBytes(content))));
    PictureHeader header;
    try {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      header =
          switch (format) {
            case JPEG -> JpegHeader.read(bytes);
            case PNG -> PngHeader.read(bytes);
            case WEBP -> WebpHeader.read(bytes);
            case GIF -> GifHeader.read(bytes);
            case BMP -> BmpHeader.read(bytes);
            case TIFF -> TiffHeader.read(bytes);
          };
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw corrupt(format, "its header is damaged or cut off", e);
    }
    if (header.width <= 0 || header.height <= 0) {
      throw corrupt(format, "its header announces no pixels", null);
    }
    return header;
  }

  /**
   * Checks what a decoder would overlook: that the file was not cut off.
   *
   * @throws CiderException PICTURE_CORRUPT
   */
  public void requireWhole(byte[] content) {
    boolean whole;
    try {
      whole =
          switch (format) {
            case JPEG -> JpegHeader.isWhole(content);
            case PNG -> PngHeader.isWhole(content);
            case WEBP -> WebpHeader.isWhole(content);
            case GIF -> GifHeader.isWhole(content);
            case BMP -> BmpHeader.isWhole(content, width, height);
            case TIFF -> TiffHeader.isWhole(content);
          };
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw corrupt(format, "it is damaged or its end is missing", e);
    }
    if (!whole) {
      throw corrupt(format, "its end is missing", null);
    }
  }

  private static CiderException corrupt(PictureFormat format, String why, Throwable cause) {
    return new CiderException(
        ErrorCode.PICTURE_CORRUPT, "The content is %s, but %s.".formatted(format, why), cause);
  }

  private static String firstBytes(byte[] content) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(8, content.length); i++) {
      text.append("%02x".formatted(content[i]));
    }
    return "0x" + text;
  }
}
