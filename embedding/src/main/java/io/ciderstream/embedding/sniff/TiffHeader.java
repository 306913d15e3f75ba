package io.ciderstream.embedding.sniff;

import java.nio.ByteBuffer;

/** TIFF 6.0: the first picture of the file, in strips or tiles. */
final class TiffHeader {
  static final int ORIENTATION = 274;
  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int COLOURS = 262;
  private static final int RGB = 2;
  private static final int SAMPLES = 277;
  private static final int STRIP_OFFSETS = 273;
  private static final int STRIP_BYTES = 279;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_HEIGHT = 323;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_BYTES = 325;
  private static final int EXTRA_SAMPLES = 338;

  private TiffHeader() {}

  /** Says how the picture stands after the decoder, which turns TIFF by itself. */
  static PictureHeader read(ByteBuffer in) {
    TiffDirectory tags = new TiffDirectory(in);
    int width = size(tags.value(WIDTH, 0));
    int height = size(tags.value(HEIGHT, 0));
    if (Math.multiplyFull(size(tags.value(TILE_WIDTH, 1)), size(tags.value(TILE_HEIGHT, 1)))
        > Math.max(1 << 16, 4 * Math.multiplyFull(width, height))) {
      throw new IllegalArgumentException("its tiles are larger than itself");
    }
    boolean swapped = Orientation.of((int) tags.value(ORIENTATION, 1)).transposes();
    return new PictureHeader(
        PictureFormat.TIFF,
        swapped ? height : width,
        swapped ? width : height,
        hasAlpha(tags),
        Orientation.UPRIGHT);
  }

  /** Some writers leave out the tag that says what the sample behind the colours is. */
  private static boolean hasAlpha(TiffDirectory tags) {
    long samples = tags.value(SAMPLES, 1);
    boolean surplus =
        tags.value(COLOURS, 0) == RGB ? samples == 4 : tags.value(COLOURS, 0) <= 1 && samples == 2;
    return surplus || tags.has(EXTRA_SAMPLES);
  }

  static boolean isWhole(byte[] content) {
    TiffDirectory tags = new TiffDirectory(ByteBuffer.wrap(content));
    boolean tiled = tags.has(TILE_OFFSETS);
    long[] offsets = tags.values(tiled ? TILE_OFFSETS : STRIP_OFFSETS);
    long[] bytes = tags.values(tiled ? TILE_BYTES : STRIP_BYTES);
    boolean whole = offsets.length > 0;
    for (int i = 0; i < Math.min(offsets.length, bytes.length); i++) {
      whole &= offsets[i] + bytes[i] <= content.length;
    }
    return whole;
  }

  private static int size(long value) {
    return (int) Math.min(value, Integer.MAX_VALUE);
  }
}
