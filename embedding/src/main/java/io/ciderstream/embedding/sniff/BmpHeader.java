package io.ciderstream.embedding.sniff;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * BMP: the old core header has 16-bit sizes, all newer ones 32-bit; a negative height is top-down.
 */
final class BmpHeader {
  private static final int CORE = 12;

  private BmpHeader() {}

  static PictureHeader read(ByteBuffer in) {
    in.order(ByteOrder.LITTLE_ENDIAN);
    boolean core = in.getInt(14) == CORE;
    int width = core ? in.getShort(18) & 0xffff : in.getInt(18);
    int height = core ? in.getShort(20) & 0xffff : Math.abs(in.getInt(22));
    return new PictureHeader(PictureFormat.BMP, width, height, false);
  }
}
