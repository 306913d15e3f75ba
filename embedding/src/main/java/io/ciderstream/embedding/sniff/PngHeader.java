package io.ciderstream.embedding.sniff;

import java.nio.ByteBuffer;

/** PNG (RFC 2083): chunks of length, type, data, checksum behind eight bytes of signature. */
final class PngHeader {
  private static final int SIGNATURE = 8;
  private static final int CHUNK_FRAME = 12;
  private static final int IHDR = 0x49484452;
  private static final int TRNS = 0x74524e53;
  private static final int IDAT = 0x49444154;
  private static final int IEND = 0x49454e44;

  private PngHeader() {}

  static PictureHeader read(ByteBuffer in) {
    if (in.getInt(SIGNATURE + 4) != IHDR) {
      throw new IllegalArgumentException("IHDR is not the first chunk");
    }
    int width = in.getInt(SIGNATURE + 8);
    int height = in.getInt(SIGNATURE + 12);
    int colour = in.get(SIGNATURE + 17);
    boolean alpha = colour == 4 || colour == 6 || find(in, TRNS, IDAT);
    return new PictureHeader(PictureFormat.PNG, width, height, alpha);
  }

  static boolean isWhole(byte[] content) {
    return find(ByteBuffer.wrap(content), IEND, IEND);
  }

  /** Whether a chunk of the type comes no later than the first of the other type. */
  private static boolean find(ByteBuffer in, int type, int notBehind) {
    long at = SIGNATURE;
    while (at + CHUNK_FRAME <= in.limit()) {
      int found = in.getInt((int) at + 4);
      if (found == type || found == notBehind) {
        return found == type;
      }
      at += CHUNK_FRAME + (in.getInt((int) at) & 0xffffffffL);
    }
    return false;
  }
}
