package io.ciderstream.embedding.sniff;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** GIF 89a: a screen, then blocks; the frames lie on the screen. */
final class GifHeader {
  private static final int SCREEN = 13;
  private static final int EXTENSION = 0x21;
  private static final int FRAME = 0x2c;
  private static final int TRAILER = 0x3b;

  private GifHeader() {}

  static PictureHeader read(ByteBuffer bytes) {
    ByteBuffer in = bytes.order(ByteOrder.LITTLE_ENDIAN);
    int width = in.getShort(6) & 0xffff;
    int height = in.getShort(8) & 0xffff;
    in.position(SCREEN + colourTable(in.get(10)));
    int block = skipExtensions(in);
    if (block == FRAME) {
      int right = (in.getShort() & 0xffff) + (in.getShort(in.position() + 2) & 0xffff);
      int bottom = (in.getShort() & 0xffff) + (in.getShort(in.position() + 2) & 0xffff);
      if (right > width || bottom > height) {
        throw new IllegalArgumentException("its first frame is larger than its screen");
      }
    }
    return new PictureHeader(PictureFormat.GIF, width, height, true, Orientation.UPRIGHT);
  }

  /** Follows the blocks to the trailer. */
  static boolean isWhole(byte[] content) {
    ByteBuffer in = ByteBuffer.wrap(content);
    in.position(SCREEN + colourTable(in.get(10)));
    int block = skipExtensions(in);
    while (block == FRAME) {
      in.position(in.position() + 8);
      in.position(in.position() + 1 + colourTable(in.get(in.position())));
      in.get();
      skipSubBlocks(in);
      block = skipExtensions(in);
    }
    return block == TRAILER;
  }

  private static int skipExtensions(ByteBuffer in) {
    int block = in.get();
    while (block == EXTENSION) {
      in.get();
      skipSubBlocks(in);
      block = in.get();
    }
    return block;
  }

  private static void skipSubBlocks(ByteBuffer in) {
    for (int length = in.get() & 0xff; length > 0; length = in.get() & 0xff) {
      in.position(in.position() + length);
    }
  }

  private static int colourTable(byte flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
  }
}
