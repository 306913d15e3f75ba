package io.ciderstream.embedding.raster;

import io.ciderstream.embedding.sniff.BmpHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** BMP pixels of 16 or 32 bits, whose colours are where masks say. */
final class BmpMasks {
  private final boolean two;
  private final Channel red;
  private final Channel green;
  private final Channel blue;
  private final Channel alpha;

  /** Some bits of a pixel, scaled to 0 to 255. */
  private record Channel(int mask, int shift, long most) {
    static Channel of(int mask) {
      int shift = mask == 0 ? 0 : Integer.numberOfTrailingZeros(mask);
      return new Channel(mask, shift, Integer.toUnsignedLong(mask >>> shift));
    }

    int of(int pixel, int absent) {
      if (mask == 0) {
        return absent;
      }
      long value = Integer.toUnsignedLong((pixel & mask) >>> shift);
      return (int) ((value * 255 + most / 2) / most);
    }
  }

  /**
   * Creates the bmp masks.
   *
   * @param stride bytes from row to row
   */
  BmpMasks(BmpHeader header, byte[] content, long stride) {
    this.two = header.bits() == 16;
    int[] masks = header.masks();
    this.red = Channel.of(masks[0]);
    this.green = Channel.of(masks[1]);
    this.blue = Channel.of(masks[2]);
    // many writers leave a mask for alpha but no alpha
    this.alpha = Channel.of(isAnyOpaque(header, content, stride) ? masks[3] : 0);
  }

  private boolean isAnyOpaque(BmpHeader header, byte[] content, long stride) {
    ByteBuffer in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    int mask = header.masks()[3];
    for (int y = 0; mask != 0 && y < header.height(); y++) {
      int at = (int) (header.data() + y * stride);
      for (int x = 0; x < header.width(); x++) {
        if ((pixel(in, at, x) & mask) != 0) {
          return true;
        }
      }
    }
    return false;
  }

  private int pixel(ByteBuffer in, int at, int x) {
    return two ? in.getShort(at + 2 * x) & 0xffff : in.getInt(at + 4 * x);
  }

  void toRgb(byte[] row, byte[] rgb) {
    ByteBuffer in = ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN);
    for (int x = 0, to = 0; to < rgb.length; x++, to += RgbCanvas.PIXEL) {
      int pixel = pixel(in, 0, x);
      int opaque = alpha.of(pixel, 255);
      rgb[to] = SampleColours.onWhite((byte) red.of(pixel, 0), opaque);
      rgb[to + 1] = SampleColours.onWhite((byte) green.of(pixel, 0), opaque);
      rgb[to + 2] = SampleColours.onWhite((byte) blue.of(pixel, 0), opaque);
    }
  }
}
