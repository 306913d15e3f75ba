package io.ciderstream.embedding.raster;

import java.util.function.IntBinaryOperator;

/**
 * The pattern of test pictures, as samples of any depth, and the pixels that are expected from it
 * on white.
 */
final class TestRaster {
  static final int WIDTH = 41;
  static final int HEIGHT = 35;

  private TestRaster() {}

  static int red(int x, int y) {
    return x * 255 / (WIDTH - 1);
  }

  static int green(int x, int y) {
    return y * 255 / (HEIGHT - 1);
  }

  static int blue(int x, int y) {
    return (x * 40 + y * 9) % 256;
  }

  static int alpha(int x, int y) {
    return (x * 31 + y * 17) % 256;
  }

  /** The nearest sample of so many bits. */
  static int sample(int eight, int bits) {
    int most = (1 << bits) - 1;
    return (int) ((eight * (long) most + 127) / 255);
  }

  /** The form of a sample. */
  static int shown(int eight, int bits) {
    int most = (1 << bits) - 1;
    return (int) ((sample(eight, bits) * 255L + most / 2) / most);
  }

  static int onWhite(int colour, int alpha) {
    return 255 - (255 - colour) * alpha / 255;
  }

  /** Bits of consecutive samples, the highest first; 16 bits in either order. */
  static byte[] pack(int[] samples, int bits, boolean little) {
    byte[] packed = new byte[(samples.length * bits + 7) / 8];
    for (int i = 0; i < samples.length; i++) {
      int value =
          little && bits == 16 ? Short.reverseBytes((short) samples[i]) & 0xffff : samples[i];
      for (int bit = 0; bit < bits; bit++) {
        if ((value >> bits - 1 - bit & 1) != 0) {
          int at = i * bits + bit;
          packed[at / 8] |= (byte) (0x80 >> at % 8);
        }
      }
    }
    return packed;
  }

  /** Samples of a row: each plane's value, pixel by pixel. */
  static int[] row(int y, int columns, int bits, IntBinaryOperator... planes) {
    int[] samples = new int[columns * planes.length];
    for (int x = 0; x < columns; x++) {
      for (int plane = 0; plane < planes.length; plane++) {
        samples[x * planes.length + plane] =
            x < WIDTH && y < HEIGHT ? sample(planes[plane].applyAsInt(x, y), bits) : 0;
      }
    }
    return samples;
  }
}
