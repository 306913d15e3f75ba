package io.ciderstream.embedding.sniff;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How the first picture of a TIFF 6.0 or BigTIFF file is stored.
 *
 * @param width in pixels as stored
 * @param height in pixels as stored
 * @param order of the bytes
 * @param orientation how it must be turned
 * @param samples what a sample means
 * @param compression as the tag says
 * @param predictor as the tag says; 1 where the compression has none
 * @param reversed whether the lowest bit of a byte comes first
 * @param blocks strips or tiles
 */
public record TiffLayout(
    int width,
    int height,
    ByteOrder order,
    Orientation orientation,
    TiffSamples samples,
    int compression,
    int predictor,
    boolean reversed,
    TiffBlocks blocks) {
  private static final int NEW_SUBFILE_TYPE = 254;
  private static final int PREDICTOR = 317;
  private static final int SUB_IFDS = 330;
  private static final int DNG_VERSION = 50706;

  /** Where CR2 has its letters. */
  private static final int CANON_MARK = 8;

  /** Bytes a pixel of OpenCV's decoder, which makes RGBA first. */
  private static final int OPENCV_BYTES = 5;

  /**
   * Reads the directory.
   *
   * @throws IllegalArgumentException if it is damaged
   * @throws IndexOutOfBoundsException if it is cut off
   * @throws UnsupportedVariant if its samples or compression are not supported
   */
  public static TiffLayout read(byte[] content) {
    TiffDirectory tags = new TiffDirectory(ByteBuffer.wrap(content));
    int width = size(tags.value(256, 0));
    int height = size(tags.value(257, 0));
    int compression = (int) tags.value(259, 1);
    requireSupported(compression);
    requirePicture(content, tags);
    TiffSamples samples = TiffSamples.read(tags);
    return new TiffLayout(
        width,
        height,
        tags.order(),
        Orientation.of((int) tags.value(TiffDirectory.ORIENTATION, 1)),
        samples,
        compression,
        hasPredictor(compression) ? (int) tags.value(PREDICTOR, 1) : 1,
        tags.value(266, 1) == 2,
        TiffBlocks.read(tags, width, height, samples, content.length));
  }

  private static void requireSupported(int compression) {
    switch (compression) {
      case 1, 2, 3, 4, 5, 6, 7, 8, 32773, 32946 -> {}
      default -> throw new UnsupportedVariant("compression %d".formatted(compression));
    }
  }

  /**
   * Returns whether there may be a predictor: the tag belongs to LZW and Deflate (TIFF 6.0, section
   * 14); libtiff ignores it elsewhere.
   */
  private static boolean hasPredictor(int compression) {
    return compression == 5 || compression == 8 || compression == 32946;
  }

  /** In camera raw a preview is in front of the picture, which only its maker's program reads. */
  private static void requirePicture(byte[] content, TiffDirectory tags) {
    boolean reduced = (tags.value(NEW_SUBFILE_TYPE, 0) & 1) == 1;
    if (tags.has(DNG_VERSION)
        || reduced && tags.has(SUB_IFDS)
        || PictureFormat.starts(content, "CR", CANON_MARK)) {
      throw new UnsupportedVariant("camera raw in a TIFF, such as DNG, NEF or CR2");
    }
  }

  /**
   * Returns a copy of the file that says it is upright, for a decoder that would turn it by itself.
   */
  public static byte[] uprightCopy(byte[] content) {
    byte[] copy = content.clone();
    new TiffDirectory(ByteBuffer.wrap(copy)).putUpright();
    return copy;
  }

  /**
   * Returns whether blocks are plain, or compressed by PackBits, LZW or Deflate, and so are the
   * colours.
   */
  public boolean isPlain() {
    boolean lossless =
        compression == 1
            || compression == 5
            || compression == 8
            || compression == 32773
            || compression == 32946;
    return lossless && samples.colours() != TiffSamples.Colours.OTHER;
  }

  /** Returns whether nothing of the blocks is missing. */
  boolean isWhole(int length) {
    return isPlain() || blocks.isWhole(length);
  }

  PictureHeader picture() {
    return new PictureHeader(
        PictureFormat.TIFF,
        width,
        height,
        samples.alpha() >= 0,
        orientation,
        isPlain() ? 0 : OPENCV_BYTES);
  }

  static int size(long value) {
    return (int) Math.min(value, Integer.MAX_VALUE);
  }
}
