package io.ciderstream.embedding.raster;

import java.nio.ByteOrder;

/** Packed samples of 1 to 16 bits to numbers. */
final class Samples {
  private Samples() {}

  /** Returns the bytes of a row of so many samples. */
  static int bytes(long count, int bits) {
    return Math.toIntExact((count * bits + 7) / 8);
  }

  /**
   * Unpacks a row. Only samples of 16 bits have a byte order; all others begin with the highest
   * bit.
   *
   * @param offset of the first number in the result
   * @param step between numbers in the result
   */
  static void unpack(
      byte[] row, int bits, ByteOrder order, int count, int[] out, int offset, int step) {
    int to = offset;
    switch (bits) {
      case 8 -> {
        for (int i = 0; i < count; i++, to += step) {
          out[to] = row[i] & 0xff;
        }
      }
      case 16 -> {
        int high = order == ByteOrder.BIG_ENDIAN ? 0 : 1;
        for (int i = 0; i < count; i++, to += step) {
          out[to] = (row[2 * i + high] & 0xff) << 8 | row[2 * i + 1 - high] & 0xff;
        }
      }
      default -> {
        int mask = (1 << bits) - 1;
        int held = 0;
        int heldBits = 0;
        int from = 0;
        for (int i = 0; i < count; i++, to += step) {
          while (heldBits < bits) {
            held = (held << 8 | row[from++] & 0xff) & 0xffffff;
            heldBits += 8;
          }
          heldBits -= bits;
          out[to] = held >> heldBits & mask;
        }
      }
    }
  }
}
