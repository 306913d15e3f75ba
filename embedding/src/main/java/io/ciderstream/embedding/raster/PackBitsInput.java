package io.ciderstream.embedding.raster;

import java.io.IOException;
import java.io.InputStream;

/** Decompresses PackBits (TIFF 6.0, section 9). One thread. */
final class PackBitsInput extends InputStream {
  private static final int NOTHING = -128;

  private final InputStream in;
  private int left;
  private int repeated;

  PackBitsInput(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    while (left == 0) {
      int head = in.read();
      if (head < 0) {
        return -1;
      }
      int count = (byte) head;
      if (count >= 0) {
        left = count + 1;
        repeated = -1;
      } else if (count != NOTHING) {
        left = 1 - count;
        repeated = in.read();
        if (repeated < 0) {
          return -1;
        }
      }
    }
    left--;
    return repeated < 0 ? in.read() : repeated;
  }
}
