package io.ciderstream.embedding.sniff;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * BMP: the old core header has 16-bit sizes, all newer ones 32-bit; a negative height is top-down.
 */
final class BmpHeader {
  private static final int CORE = 12;
  private static final Set<Integer> HEADER_SIZES = Set.of(CORE, 40, 52, 56, 64, 108, 124);
  private static final int UNCOMPRESSED = 0;
  private static final int BITFIELDS = 3;

  private BmpHeader() {}

  /** Two letters are no proof: the size of the header must be one that exists. */
  static boolean isLikely(byte[] content) {
    return content.length >= 18 && HEADER_SIZES.contains(wrap(content).getInt(14));
  }

  static PictureHeader read(ByteBuffer bytes) {
    ByteBuffer in = bytes.order(ByteOrder.LITTLE_ENDIAN);
    boolean core = in.getInt(14) == CORE;
    int width = core ? in.getShort(18) & 0xffff : in.getInt(18);
    int height = core ? in.getShort(20) & 0xffff : Math.abs(in.getInt(22));
    return new PictureHeader(PictureFormat.BMP, width, height, false, Orientation.UPRIGHT);
  }

  /** Rows are padded to 4 bytes. The length of run-length coded rows is only known to a decoder. */
  static boolean isWhole(byte[] content, int width, int height) {
    ByteBuffer in = wrap(content);
    boolean core = in.getInt(14) == CORE;
    int compression = core ? UNCOMPRESSED : in.getInt(30);
    if (compression != UNCOMPRESSED && compression != BITFIELDS) {
      return true;
    }
    long bits = in.getShort(core ? 24 : 28);
    long row = (width * bits + 31) / 32 * 4;
    return (in.getInt(10) & 0xffffffffL) + row * height <= content.length;
  }

  private static ByteBuffer wrap(byte[] content) {
    return ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
  }
}
