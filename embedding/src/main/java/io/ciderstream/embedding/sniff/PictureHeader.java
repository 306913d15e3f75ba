package io.ciderstream.embedding.sniff;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * The properties in a picture's header.
 *
 * @param format its format
 * @param width in pixels as stored, before the orientation is applied
 * @param height in pixels as stored, before the orientation is applied
 * @param alpha whether pixels may be transparent
 * @param orientation how the decoded picture must be turned
 * @param bytesPerPixel an upper bound of the memory that its decoder needs for each pixel, without
 *     the decoded picture itself
 */
public record PictureHeader(
    PictureFormat format,
    int width,
    int height,
    boolean alpha,
    Orientation orientation,
    int bytesPerPixel) {
  /** Returns the number of pixels. */
  public long pixels() {
    return (long) width * height;
  }

  /** Returns the width of the upright picture. */
  public int uprightWidth() {
    return orientation.transposes() ? height : width;
  }

  /** Returns the height of the upright picture. */
  public int uprightHeight() {
    return orientation.transposes() ? width : height;
  }

  /**
   * Reads the header.
   *
   * @throws CiderException FORMAT_UNKNOWN if it begins like no known format; FORMAT_UNSUPPORTED,
   *     with the name of the format or variant, if it is one that is not decoded; PICTURE_CORRUPT
   *     if the header is cut off or announces no pixels
   */
  public static PictureHeader read(byte[] content) {
    PictureFormat format = PictureFormat.of(content).orElseThrow(() -> unknown(content));
    PictureHeader header;
    try {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      header =
          switch (format) {
            case JPEG -> JpegHeader.read(bytes);
            case PNG -> PngHeader.read(bytes);
            case WEBP -> WebpHeader.read(bytes);
            case GIF -> GifHeader.read(bytes);
            case BMP -> BmpHeader.read(content).picture();
            case TIFF -> TiffLayout.read(content).picture();
          };
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw corrupt(format, "its header is damaged or cut off", e);
    } catch (UnsupportedVariant e) {
      throw new CiderException(
          ErrorCode.FORMAT_UNSUPPORTED,
          "The content is %s with %s.".formatted(format, e.getMessage()));
    }
    if (header.width <= 0 || header.height <= 0) {
      throw corrupt(format, "its header announces no pixels", null);
    }
    return header;
  }

  /**
   * Checks what its decoder would overlook: that pixels were cut off. Decoders of the other formats
   * notice themselves.
   *
   * @throws CiderException PICTURE_CORRUPT
   */
  public void requireWhole(byte[] content) {
    boolean whole;
    try {
      whole =
          switch (format) {
            case WEBP -> WebpHeader.isWhole(content);
            case TIFF -> TiffLayout.read(content).isWhole(content.length);
            case JPEG, PNG, GIF, BMP -> true;
          };
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw corrupt(format, "it is damaged or its end is missing", e);
    }
    if (!whole) {
      throw corrupt(format, "its end is missing", null);
    }
  }

  private static CiderException unknown(byte[] content) {
    return OtherFormat.of(content)
        .map(OtherFormat::refusal)
        .orElseGet(
            () ->
                new CiderException(
                    ErrorCode.FORMAT_UNKNOWN,
                    "It has %d bytes and begins with %s."
                        .formatted(content.length, firstBytes(content))));
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
